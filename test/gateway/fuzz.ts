import { REFUSAL_CODES, type RefusalCode } from "../../subgraphs/kernel/refusal.ts";

const { FUZZ_RUNS, FUZZ_SEED } = process.env;

/** The same values at each run. FUZZ_RUNS makes a longer one, from another seed each time; FUZZ_SEED repeats what one found. */
export const fuzzed = (runs: number) => ({
  numRuns: Number(FUZZ_RUNS ?? runs),
  seed: Number(FUZZ_SEED ?? (FUZZ_RUNS ? Date.now() : 20_261_121)),
});

/** A longer run takes as long as it takes. */
export const FUZZED_WITHIN_MS = (FUZZ_RUNS ? 600 : 2) * 60_000;

/** The codes of the contract that may answer whatever somebody sends; the other two are faults of ours. */
const OURS: readonly RefusalCode[] = ["UNAVAILABLE", "INTERNAL_SERVER_ERROR"];
const EXPECTED: readonly string[] = REFUSAL_CODES.filter((code) => !OURS.includes(code));

type Said = { extensions?: { code?: unknown } };

/** What is wrong with the errors of an answer: a code that is none, or a fault of ours. */
export const faultyErrors = (errors: readonly Said[] = []): Said[] =>
  errors.filter(({ extensions }) => !EXPECTED.includes(String(extensions?.code)));

/** A stack, or the place of a file. */
export const TELLS_OF_US =
  /\bat .+:\d+:\d+|node_modules|node:internal|file:\/\/\/|\/(gateway|subgraphs)\/|\.(ts|js|mjs):\d/;

const WORST_EXPECTED = 40;

/** Lines of a log that say that something went wrong: of level `error`, or written past the log. */
export const faultsIn = (log: string): string[] =>
  log.split("\n").filter((line) => {
    if (line === "") return false;
    const [, level] = /^\{"level":(\d+),/.exec(line) ?? [];
    return !(Number(level) <= WORST_EXPECTED);
  });
