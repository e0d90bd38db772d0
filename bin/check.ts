import { spawnSync } from "node:child_process";

type Command = readonly [script: string, ...args: string[]];
type Check = { look: Command; alsoLook?: readonly Command[]; repair?: Command };

/** `npm run check` runs all of them in this order; `npm run check:<name>` one; `npm run fix:<name>` its repair. */
const CHECKS: Record<string, Check> = {
  // What runs in a browser knows other globals than what runs in Node, and the client library only those of both.
  types: {
    look: [
      "typescript/bin/tsc",
      "--project",
      ".",
      "--incremental",
      "--tsBuildInfoFile",
      "node_modules/.cache/types.json",
    ],
    alsoLook: [
      ["typescript/bin/tsc", "--project", "gateway/pages/browser"],
      ["typescript/bin/tsc", "--project", "sdk"],
    ],
  },
  lint: {
    look: ["eslint/bin/eslint.js", "--max-warnings=0", "."],
    repair: ["eslint/bin/eslint.js", "--fix", "."],
  },
  format: {
    look: ["prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."],
    repair: ["prettier/bin/prettier.cjs", "--write", "--log-level=warn", "."],
  },
  boundaries: {
    look: [
      "dependency-cruiser/bin/dependency-cruise.mjs",
      "--config=.dependency-cruiser.cjs",
      ...["subgraphs", "gateway", "schema", "sdk", "test", "bin"],
    ],
  },
  dead: { look: ["knip/bin/knip.js", "--no-progress"] },
  letters: { look: ["../bin/letters.ts"], repair: ["../bin/letters.ts", "--fix"] },
  licences: { look: ["../bin/licences.ts"], repair: ["../bin/licences.ts", "--fix"] },
  schema: { look: ["../schema/check.ts"] },
};

const isRepair = process.argv.includes("--fix");
const asked = process.argv.slice(2).filter((word) => word !== "--fix");

// With the Node that runs this file, because the one on the PATH may be older than the tools want.
const run = ([script, ...args]: Command) =>
  spawnSync(process.execPath, ["--import", "./bin/typescript.mjs", `node_modules/${script}`, ...args], {
    stdio: "inherit",
  }).status === 0;

const outcomes = (asked.length > 0 ? asked : Object.keys(CHECKS)).map((name) => {
  const { look, alsoLook = [], repair } = CHECKS[name] ?? {};
  const command = isRepair ? repair : look;
  if (!command) throw new Error(`no such ${isRepair ? "repair" : "check"}: ${name}`);
  const startedAt = performance.now();
  const passed = [command, ...(isRepair ? [] : alsoLook)].map(run).every(Boolean);
  return { name, passed, seconds: (performance.now() - startedAt) / 1000 };
});

for (const { name, passed, seconds } of outcomes)
  console.log(`${passed ? "ok    " : "FAILED"} ${name.padEnd(12)}${seconds.toFixed(1).padStart(6)} s`);
if (outcomes.some(({ passed }) => !passed)) process.exitCode = 1;
