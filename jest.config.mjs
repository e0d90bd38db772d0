import { availableParallelism } from "node:os";

// Run through `node bin/run.mjs jest`, which gives Node the flag that ES modules need in Jest.
const swc = {
  jsc: {
    parser: { syntax: "typescript", decorators: true },
    // type-graphql and class-validator use the legacy decorators; every type is named by a thunk, so no metadata is emitted.
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: true },
    target: "es2024",
  },
  sourceMaps: "inline",
  swcrc: false,
};

export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // `npm run test:faults` runs these.
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/faults/slow/"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", swc] },
  globalSetup: "<rootDir>/test/global-setup.ts",
  globalTeardown: "<rootDir>/test/global-teardown.ts",
  setupFilesAfterEnv: ["<rootDir>/test/second-try.ts"],
  testTimeout: 30_000,
  // A test waits for its server half of the time: on two cores two of them take two thirds of the time of one.
  maxWorkers: Math.max(2, availableParallelism() - 1),
};
