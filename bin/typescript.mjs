// node --import ./bin/typescript.mjs program.ts
// Runs TypeScript as it is: each file is transformed once and kept under node_modules/.cache. Not by tsx, which gives every
// function its name a second time (esbuild's keepNames): a call and 256 bytes for each closure that is ever made.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CACHE = fileURLToPath(new URL("../node_modules/.cache/typescript/", import.meta.url));
const require = createRequire(import.meta.url);
const { version } = require("esbuild/package.json");

const OPTIONS = {
  loader: "ts",
  format: "esm",
  target: "node24",
  sourcemap: "inline",
  sourcesContent: false,
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: true, target: "ES2024" } },
};

/** Loaded only where a file is new: it starts a process of its own. */
const transform = (source, sourcefile) => {
  process.env.ESBUILD_WORKER_THREADS = "1";
  return require("esbuild").transformSync(source, { ...OPTIONS, sourcefile }).code;
};

const kept = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

/** Renamed into place, so that a process that starts beside this one reads all of it or nothing. */
const keep = (path, code) => {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A file system that can't be written to: it is transformed at every start.
  }
};

const settings = JSON.stringify([version, OPTIONS]);
const javascriptOf = (file) => {
  const source = readFileSync(file, "utf8");
  const key = createHash("sha256").update(settings).update(file).update(source).digest("hex");
  const path = join(CACHE, `${key}.js`);
  const before = kept(path);
  if (before !== null) return before;
  const code = transform(source, file);
  keep(path, code);
  return code;
};

process.setSourceMapsEnabled(true);
registerHooks({
  load: (url, context, next) =>
    url.startsWith("file:") && url.endsWith(".ts")
      ? { format: "module", source: javascriptOf(fileURLToPath(url)), shortCircuit: true }
      : next(url, context),
});
