import { setTimeout as pause } from "node:timers/promises";
import { ask } from "../ask.ts";
import { quantile, type Measured, type Pace } from "../measured.ts";
import { SIGN_IN, signInInput, type Person } from "../people.ts";
import type { Stage } from "../stage.ts";

const IN_FLIGHT = 200;
const ASKS_EVERY_MS = 20;
const COMES_AGAIN_MS = 1_000;

/** Far more sign-ins than there are cores to hash passwords: some are let in, the others are told to come again, and all else stays quick. */
export const overloadRow = async (
  { gatewayUrl: url }: Stage,
  pace: Pace,
  those: readonly Person[],
): Promise<Measured[]> => {
  const endsAt = performance.now() + pace.seconds * 1_000;
  const isOver = () => performance.now() >= endsAt;
  const outcomes = { letIn: 0, shed: 0 };
  const signInAgainAndAgain = async (person: Person): Promise<void> => {
    while (!isOver())
      try {
        await ask(url, { address: person.address }, SIGN_IN, signInInput(person));
        outcomes.letIn += 1;
      } catch (error) {
        if (!/"(RATE_LIMITED|UNAVAILABLE)"/.test(String(error))) throw error;
        outcomes.shed += 1;
        // As Retry-After says; whoever comes again at once is a matter for what stands in front.
        await pause(COMES_AGAIN_MS);
      }
  };
  const others: number[] = [];
  const askOthers = async (): Promise<void> => {
    while (!isOver()) {
      const startedAt = performance.now();
      await ask(url, { address: "81.250.0.1" }, "{ __typename }");
      others.push(performance.now() - startedAt);
      await pause(ASKS_EVERY_MS);
    }
  };
  await Promise.all([...those.slice(0, IN_FLIGHT).map(signInAgainAndAgain), askOthers()]);

  const what = `with ${IN_FLIGHT} sign-ins in flight`;
  const line = (name: string, figure: number, unit: string, target: Measured["target"]): Measured => ({
    ...{ what: `${what}: ${name}`, rounds: [figure], unit, target },
  });
  return [
    line("`{ __typename }` asked", others.length, "times", null),
    line("`{ __typename }` p50", quantile(others, 0.5), "ms", null),
    line("`{ __typename }` p99", quantile(others, 0.99), "ms", { atMost: 500 }),
    line("let in", outcomes.letIn / pace.seconds, "a second", null),
    line("told to come again", outcomes.shed / pace.seconds, "a second", null),
  ];
};
