// What `npm start`, `npm test` and the other scripts run through: node bin/run.mjs <script.ts | jest> [args…]
// It needs nothing installed and any Node from 20 on; what it starts runs on the Node 24 of the npm package `node`.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(root, ...path);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");
const fail = (line) => (console.error(line), process.exit(1));

const stamp = at("node_modules", ".countersign-installed");
const wanted = () => sha256(read(at("package-lock.json")));
const isInstalled = () => read(stamp).trim() === wanted();

/** True when npm's own record of node_modules says the same as the lockfile: somebody ran `npm ci` or `npm install` by hand. */
const isInstalledByHand = () => {
  const record = read(at("node_modules", ".package-lock.json"));
  if (!record) return false;
  const { packages: installed } = JSON.parse(record);
  const { packages: locked } = JSON.parse(read(at("package-lock.json")));
  return Object.entries(locked).every(
    ([path, { version, optional }]) => !path || installed[path]?.version === version || (optional && !installed[path]),
  );
};

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Passes signals on to the child. A Ctrl-C is sent by the terminal to the whole group, so the child has it already; any
 * other signal may come from npm and from a killed group within a moment, and one of the same kind a second is passed on.
 * The child may still see a signal twice when a whole group is killed, and has to take the second as the first.
 */
const forwardSignals = (child) => {
  const lastSeen = {};
  const forward = (signal) => {
    const isRepeat = performance.now() - (lastSeen[signal] ?? -Infinity) < 1_000;
    lastSeen[signal] = performance.now();
    if (!isRepeat && !(signal === "SIGINT" && process.stdin.isTTY)) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const stopWatching = watchParent(() => forward("SIGTERM"));
  return () => {
    stopWatching();
    for (const signal of SIGNALS) process.off(signal, forward);
  };
};

/** npm signals the shell between us, which dies without a word to us; so that shell's end counts as a signal too. */
const watchParent = (onEnd) => {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, 200).unref();
  return () => clearInterval(timer);
};

/** Resolves to `{ code, signal, output }`; output is kept only where stdio is piped. */
const run = (command, args, options) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, ...options });
    const stopForwarding = forwardSignals(child);
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    const end = (code, signal) => (
      stopForwarding(),
      resolve({ code, signal, output: Buffer.concat(output).toString() })
    );
    child.on("error", ({ message }) => (output.push(Buffer.from(`${message}\n`)), end(127, null)));
    child.on("close", end);
  });

/** The lock lies outside node_modules, because `npm ci` empties that first. One left by a dead process is taken over. */
const lock = join(tmpdir(), `countersign-install-${process.getuid?.() ?? 0}-${sha256(root).slice(0, 16)}`);
const takeLock = async () => {
  for (;;) {
    try {
      return writeFileSync(lock, String(process.pid), { flag: "wx" });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (isStale()) rmSync(lock, { force: true });
      else await pause(200);
    }
  }
};
const isStale = () => {
  try {
    if (Date.now() - statSync(lock).mtimeMs > 15 * 60_000) return true;
    process.kill(Number(read(lock)), 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
};

/** The npm that runs us, if it is one. Dev dependencies always, so that the stamp means one thing whatever NODE_ENV is. */
const npm = (...command) => {
  const cli = process.env.npm_execpath ?? "";
  const [file, ...own] = /npm-cli\.c?js$/.test(cli) ? [process.execPath, cli] : ["npm"];
  const args = [...own, ...command, "--include=dev", "--prefer-offline", "--no-audit", "--no-fund"];
  return run(file, args, { stdio: ["ignore", "pipe", "pipe"] });
};

const npmInstall = async () => {
  let done = await npm("ci");
  // A registry mirror without some other platform's optional package makes `npm ci` refuse the lockfile (EUSAGE), while
  // `npm install` takes the same versions from it.
  if (done.code !== 0 && /EUSAGE/.test(done.output)) done = await npm("install", "--no-save");
  if (done.code !== 0) fail(`${done.output}npm could not install (${done.signal ?? `exit code ${done.code}`})`);
};

const install = async () => {
  await takeLock();
  process.on("exit", () => rmSync(lock, { force: true }));
  if (isInstalled()) return rmSync(lock, { force: true });
  if (!isInstalledByHand()) {
    console.log("installing (once) …");
    await npmInstall();
  }
  writeFileSync(stamp, `${wanted()}\n`);
  rmSync(lock, { force: true });
};

/** The Node that the code is written for: the one of the npm package, else our own when it is new enough. */
const node24 = () => {
  const packaged = at("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (spawnSync(packaged, ["--version"]).status === 0) return packaged;
  if (Number.parseInt(process.versions.node) >= 24) return process.execPath;
  return fail(
    `Node 24 is needed: install it, or run "npm rebuild node --ignore-scripts=false" (this is ${process.version}).`,
  );
};

const [script, ...args] = process.argv.slice(2);
if (!script) fail("usage: node bin/run.mjs <script.ts | jest> [args…]");
if (!isInstalled()) await install();

const jest = [
  "--experimental-vm-modules",
  "--disable-warning=ExperimentalWarning",
  at("node_modules", "jest", "bin", "jest.js"),
];
const { code, signal } = await run(
  node24(),
  [...(script === "jest" ? jest : ["--import", "./bin/typescript.mjs", script]), ...args],
  {
    stdio: "inherit",
  },
);
if (signal) process.kill(process.pid, signal);
// A signal that is ignored here (or has no default action) must still not look like success.
process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
