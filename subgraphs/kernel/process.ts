import { setFlagsFromString } from "node:v8";
import { SECOND } from "./clock.ts";
import { ConfigFault } from "./config.ts";

/** Closes in reverse what was opened, once. What can't be closed holds up none of the rest, and is thrown after all were tried. */
export type Closer = { opened(close: () => Promise<void> | void): void; closeAll(): Promise<void> };

export const createCloser = (): Closer => {
  const closes: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | null = null;
  const closeAll = async () => {
    const faults: unknown[] = [];
    for (const close of closes.reverse())
      try {
        await close();
      } catch (error) {
        faults.push(error);
      }
    if (faults.length > 0) throw new AggregateError(faults, faults.map(reasonOf).join("; "));
  };
  return {
    opened: (close) => void closes.push(close),
    closeAll: () => (closing ??= closeAll()),
  };
};

const reasonOf = (error: unknown): string => {
  if (error instanceof ConfigFault) return error.faults.join("\n");
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE" && "port" in error)
    return `Port ${String(error.port)} is taken. Stop what uses it, or set PORT to another.`;
  if (/^Mongo(ose)?ServerSelectionError$/.test(error.name))
    return `MongoDB can't be reached: ${error.message}. Check that it runs, as a replica set, and MONGO_URL.`;
  return error.message.split("\n")[0] ?? error.name;
};

/** Drains after this long are cut off. */
const DRAIN_MS = 10 * SECOND;

/** How V8 collects the garbage of a process in which thousands of sockets are open: nearly all of its heap stays. */
const COLLECTING = [
  // To look through all of it takes some 0.3 s of the thread that answers. Left to itself V8 does so each time a tenth was
  // added; so, when as much was added as stays.
  "--heap-growing-percent=100",
  // Nor because little was asked for a while, to give memory back: whoever asks next would wait for it.
  "--memory-reducer-gc-count=0",
  // Objects whose kind nearly always lived on V8 makes among the old ones from then on. While a process starts nearly all live
  // on, of kinds that each request makes too: all that hangs on such a one would stay until the whole heap is looked through,
  // 8 KB a request.
  "--no-allocation-site-pretenuring",
];

/** Runs a process from start to drain: one clear line when it can't start or end, a clean end on SIGTERM and Ctrl-C. */
export const runProcess = async (start: (closer: Closer) => Promise<void>): Promise<void> => {
  for (const option of COLLECTING) setFlagsFromString(option);
  const closer = createCloser();
  const stop = async (code: number) => {
    const failed = (why: string) => {
      process.stderr.write(`Countersign did not end well: ${why}\n`);
      process.exit(1);
    };
    const overdue = `something was still under way after ${DRAIN_MS / SECOND} seconds, and was cut off.`;
    setTimeout(failed, DRAIN_MS, overdue).unref();
    await closer.closeAll().catch((error: unknown) => failed(reasonOf(error)));
    process.exit(code);
  };
  // A signal may come twice: from the terminal and from the process that started this one.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  try {
    await start(closer);
  } catch (error) {
    process.stderr.write(`Countersign can't start: ${reasonOf(error)}\n`);
    await stop(1);
  }
};
