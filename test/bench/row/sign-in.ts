import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { headersOf } from "../ask.ts";
import { load } from "../load.ts";
import { inRounds, type Measured, type Pace } from "../measured.ts";
import { SIGN_IN, signInInput, signOutAll, type Person } from "../people.ts";
import type { Stage } from "../stage.ts";

const PARAMETERS = { algorithm: 2 as const, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Verifications a second with every core at it and nothing else to do. */
const rawVerifications = async (seconds: number): Promise<number> => {
  const stored = await hash("plum orbit lantern", PARAMETERS);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1_000;
  let count = 0;
  const work = async () => {
    while (elapsed() < seconds) {
      await verify(stored, "plum orbit lantern");
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, work));
  return count / elapsed();
};

/** Everybody signs in once with the password, on the phone that they signed out on. */
const signIns = async (stage: Stage, those: readonly Person[]): Promise<number> => {
  const waiting = those.values();
  const next = () => {
    const person = waiting.next().value ?? those[0];
    if (!person) throw new Error("nobody is there to sign in");
    const onAnswer = (body: string) => {
      person.accessToken = /"accessToken":"([^"]+)"/.exec(body)?.[1] ?? null;
      if (!person.accessToken) throw new Error(`not signed in: ${body.slice(0, 500)}`);
    };
    const body = JSON.stringify({ query: SIGN_IN, variables: signInInput(person) });
    return { headers: headersOf({ address: person.address }), body, onAnswer };
  };
  const rate = await load({ url: stage.gatewayUrl, connections: 16, amount: those.length, next });
  await signOutAll(stage, those);
  return rate;
};

/** Sign-ins through the gateway ÷ raw argon2id at the same parameters, in turns. */
export const signInRow = async (stage: Stage, pace: Pace, those: readonly Person[]): Promise<Measured[]> => {
  await signOutAll(stage, those);
  await signIns(stage, those);
  const rounds = await inRounds(pace.rounds, async () => ({
    raw: await rawVerifications(pace.seconds / 2),
    rate: await signIns(stage, those),
  }));
  return [
    {
      what: `sign-ins with password ÷ raw argon2id (${Math.round(Math.max(...rounds.map(({ raw }) => raw)))} a second)`,
      rounds: rounds.map(({ rate }) => rate),
      unit: "a second",
      ratios: rounds.map(({ rate, raw }) => rate / raw),
      target: { atLeast: 0.75 },
    },
  ];
};
