import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { within } from "../world/socket.ts";

const run = promisify(execFile);

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STARTS_WITHIN_MS = 90_000;
const ENDS_WITHIN_MS = 20_000;

/** A test run that was killed leaves no process behind: its channel closes, and the process goes with it. */
const GOES_WITH_ITS_PARENT = `process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));`;
/** The machine's clock, as this process sees it, which the test sets: whatever asks what time it is asks this Date. */
const HAS_A_CLOCK_OF_ITS_OWN = `
  const RealDate = Date;
  let offBy = Number(process.env.CLOCK_OFF_BY_MS);
  globalThis.Date = class Date extends RealDate {
    constructor(...those) { those.length === 0 ? super(RealDate.now() + offBy) : super(...those); }
    static now() { return RealDate.now() + offBy; }
  };
  process.on("message", (message) => {
    if (typeof message.clockOffByMs !== "number") return;
    offBy = message.clockOffByMs;
    process.send({ clockOffByMs: offBy });
  });
`;
const PRELOAD = `data:text/javascript,${encodeURIComponent(
  `${GOES_WITH_ITS_PARENT}${HAS_A_CLOCK_OF_ITS_OWN}process.channel?.unref();`,
)}`;

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

/** One process of the product, started as its npm script starts it. */
export type Program = {
  name: string;
  start(): Promise<void>;
  /** Resolves when it is gone. */
  kill(signal: NodeJS.Signals): Promise<Exit>;
  /** Frozen: it holds its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  /** Sets the clock of its machine wrong by so much, while it runs or before it does. */
  setsClockWrong(byMs: number): Promise<void>;
  /** Lets it have so many files and connections open, and no more. */
  mayOpen(count: number): Promise<void>;
  /** Everything that it wrote, over all its lives. */
  log(): string;
  /** How it ended when nobody told it to; null when it did not. */
  diedByItself(): Exit | null;
};

const isGone = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

type Needs = { name: string; script: string; env: Record<string, string> };

export const program = ({ name, script, env }: Needs): Program => {
  let child: ChildProcess | null = null;
  let log = "";
  let wasKilled = false;
  let clockOffByMs = 0;
  let death: Exit | null = null;

  const start = async (): Promise<void> => {
    wasKilled = false;
    const args = ["--import", PRELOAD, "--import", "./bin/typescript.mjs", script];
    const environment = { ...env, CLOCK_OFF_BY_MS: String(clockOffByMs) };
    const started = spawn(process.execPath, args, {
      cwd: ROOT,
      env: environment,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child = started;
    const ready = new Promise<void>((resolve) => {
      let said = "";
      started.stdout?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (/^ready$/m.test(said)) resolve();
      });
    });
    started.stderr?.setEncoding("utf8").on("data", (text: string) => (log += text));
    const gone = once(started, "exit").then(([code, signal]) => {
      if (!wasKilled) death = { code: code as number | null, signal: signal as NodeJS.Signals | null };
      throw new Error(`${name} ended: ${log}`);
    });
    gone.catch(() => undefined);
    await within(Promise.race([ready, gone]), `${name} was not ready`, STARTS_WITHIN_MS);
  };

  const kill = async (signal: NodeJS.Signals): Promise<Exit> => {
    wasKilled = true;
    if (!child || isGone(child)) return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null };
    const exited = once(child, "exit");
    // A frozen one would hear of it when it thaws, which nobody does after a test that failed.
    child.kill("SIGCONT");
    child.kill(signal);
    const [code, by] = await within(exited, `${name} did not end at ${signal}`, ENDS_WITHIN_MS);
    return { code: code as number | null, signal: by as NodeJS.Signals | null };
  };

  return {
    ...{ name, start, kill },
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    setsClockWrong: async (byMs) => {
      clockOffByMs = byMs;
      // One that was killed just now may seem connected still.
      if (!child?.connected || isGone(child)) return;
      const done = once(child, "message");
      child.send({ clockOffByMs });
      await within(done, `${name} does not set its clock`);
    },
    mayOpen: async (count) => {
      await run("prlimit", ["--pid", String(child?.pid), `--nofile=${count}:`]);
    },
    log: () => log,
    diedByItself: () => death,
  };
};
