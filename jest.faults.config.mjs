import config from "./jest.config.mjs";

/** What takes minutes: processes that are killed in the middle of their work, and keys that take two minutes to change. */
export default {
  ...config,
  testMatch: ["<rootDir>/test/faults/slow/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 120_000,
  // Each starts a dozen processes.
  maxWorkers: 1,
};
