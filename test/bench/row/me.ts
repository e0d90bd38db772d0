import { headersOf } from "../ask.ts";
import { load, type Sent } from "../load.ts";
import { inRounds, type Measured, type Pace } from "../measured.ts";
import type { Person } from "../people.ts";
import type { Stage } from "../stage.ts";

/** The same operation from one person after the other. */
export const inTurn = (those: readonly Person[], query: string): (() => Sent) => {
  const body = JSON.stringify({ query });
  const all = those.map((person) => ({ headers: headersOf(person), body }));
  let at = 0;
  return () => {
    const sent = all[at++ % all.length];
    if (!sent) throw new Error("nobody is there to ask");
    return sent;
  };
};

/** `me` with a session. */
export const meRow = async ({ gatewayUrl: url }: Stage, pace: Pace, those: readonly Person[]): Promise<Measured[]> => {
  const next = inTurn(those, "{ me { id email } }");
  await load({ url, connections: 16, seconds: pace.seconds, next });
  const rounds = await inRounds(pace.rounds, () => load({ url, connections: 16, seconds: pace.seconds, next }));
  return [{ what: "`me` with a session", rounds, unit: "a second", target: { atLeast: 2_500 } }];
};
