import { deepStrictEqual } from "node:assert";
import { ask } from "../ask.ts";
import { load } from "../load.ts";
import { inRounds, type Measured, type Pace } from "../measured.ts";
import type { Person } from "../people.ts";
import type { Stage } from "../stage.ts";
import { inTurn } from "./me.ts";

const QUERY = `{
  me {
    id
    email
    trustedDevices { id name }
    loginActivity(first: 5) { edges { node { id kind } } }
  }
}`;

/** One query over three subgraphs ÷ the same from one process without federation, in turns. */
export const federatedRow = async (stage: Stage, pace: Pace, those: readonly Person[]): Promise<Measured[]> => {
  const { gatewayUrl, plainUrl } = stage;
  const [somebody] = those;
  if (!somebody) throw new Error("nobody is there to ask");
  deepStrictEqual(await ask(gatewayUrl, somebody, QUERY), await ask(plainUrl, somebody, QUERY));

  const next = inTurn(those, QUERY);
  const rateOf = (url: string) => load({ url, connections: 16, seconds: pace.seconds, next });
  await rateOf(plainUrl);
  await rateOf(gatewayUrl);
  const rounds = await inRounds(pace.rounds, async () => ({
    plain: await rateOf(plainUrl),
    federated: await rateOf(gatewayUrl),
  }));
  return [
    {
      what: `a query over three subgraphs ÷ one process without federation, MongoDB in both (${Math.round(Math.max(...rounds.map(({ plain }) => plain)))} a second)`,
      rounds: rounds.map(({ federated }) => federated),
      unit: "a second",
      ratios: rounds.map(({ federated, plain }) => federated / plain),
      target: { atLeast: 0.3 },
    },
  ];
};
