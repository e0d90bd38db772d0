import { parentPort, Worker } from "node:worker_threads";

/** A thread of its own, for work that would hold everybody else up. It does one piece after the other. */
export type Thread<Asked, Answer> = {
  ask(asked: Asked): Promise<Answer>;
  /** Pieces that have no answer yet. */
  count(): number;
};

type Piece<Asked> = { id: number; asked: Asked };
type Done<Answer> = { id: number; answer?: Answer; error?: string };
type Waiting<Answer> = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

/** What makes TypeScript run, whatever this thread was started with. */
const EXEC_ARGV = ["--import", new URL("../../bin/typescript.mjs", import.meta.url).href];

/** The thread that runs this module, which answers by `answerWith`. It starts with the first piece, and keeps no process alive. */
export const threadOf = <Asked, Answer>(module: URL): Thread<Asked, Answer> => {
  const waiting = new Map<number, Waiting<Answer>>();
  let worker: Worker | null = null;
  let count = 0;

  const settle = (id: number): Waiting<Answer> | undefined => {
    const settled = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker?.unref();
    return settled;
  };
  const start = (): Worker => {
    const started = new Worker(module, { execArgv: EXEC_ARGV });
    started.on("message", ({ id, answer, error }: Done<Answer>) => {
      if (error === undefined) settle(id)?.resolve(answer as Answer);
      else settle(id)?.reject(new Error(error));
    });
    // Whoever waits is told; the next one gets a new thread.
    started.on("error", (error: Error) => {
      worker = null;
      for (const id of [...waiting.keys()]) settle(id)?.reject(error);
    });
    return started;
  };
  return {
    ask: (asked) => {
      const id = (count += 1);
      worker ??= start();
      worker.ref();
      worker.postMessage({ id, asked } satisfies Piece<Asked>);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    count: () => waiting.size,
  };
};

/** The other side of `threadOf`. What fails is told to whoever asked, and the thread goes on. */
export const answerWith = (work: (asked: never) => unknown): void => {
  const say = (done: Done<unknown>): void => parentPort?.postMessage(done);
  parentPort?.on("message", ({ id, asked }: Piece<never>) => {
    const answered = async () => say({ id, answer: await work(asked) });
    answered().catch((error: unknown) => say({ id, error: error instanceof Error ? error.message : String(error) }));
  });
};
