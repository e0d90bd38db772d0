import { ask } from "../ask.ts";
import type { ActivityHouse, ActivityStage } from "../activity/activity-stage.ts";
import { generateActivity } from "../activity/generate.ts";
import { inRounds, median, type Measured, type Pace } from "../measured.ts";
import { people, type Person } from "../people.ts";

const PAGE = `query ($after: String) { me { loginActivity(first: 50, after: $after) {
  edges { node { id at kind ipAddress location { city countryCode provider } risks } } pageInfo { endCursor hasNextPage }
} } }`;

type Page = { me: { loginActivity: { pageInfo: { endCursor: string; hasNextPage: boolean } } } };

const ROWS_OF_ONE = 1_000;
const PAGES_A_ROUND = 200;

/** Somebody who signed up through the API, with a past among everybody else's. */
const somebody = async (house: ActivityHouse, { until }: ActivityStage): Promise<Person> => {
  const [person] = await people(house, "kasa", 1);
  if (!person) throw new Error("nobody signed up");
  const { me } = await ask<{ me: { id: string } }>(house.gatewayUrl, person, "{ me { id } }");
  const rows = [...generateActivity({ rows: ROWS_OF_ONE, days: 120, until, seed: 7 })].flat();
  const collection = house.kernel.mongo.connection.collection("loginActivities");
  await collection.insertMany(rows.map((row) => ({ ...row, accountId: me.id })) as object[]);
  return person;
};

/** The median of the milliseconds that a page takes, one after the other to the end of the list, and again from its beginning. */
const pages = async ({ gatewayUrl }: ActivityHouse, person: Person): Promise<number> => {
  const taken: number[] = [];
  let after: string | null = null;
  while (taken.length < PAGES_A_ROUND) {
    const startedAt = performance.now();
    const page: Page = await ask<Page>(gatewayUrl, person, PAGE, { after });
    taken.push(performance.now() - startedAt);
    const { endCursor, hasNextPage } = page.me.loginActivity.pageInfo;
    after = hasNextPage ? endCursor : null;
  }
  return median(taken);
};

/** A page of one's own activity among many rows ÷ among few. */
export const activityPageRow = async (stage: ActivityStage, { rounds, activity }: Pace): Promise<Measured[]> => {
  const [few, many] = [await stage.houseOf(activity.few), await stage.houseOf(activity.most)];
  const [ofFew, ofMany] = [await somebody(few, stage), await somebody(many, stage)];
  await pages(few, ofFew);
  await pages(many, ofMany);
  const figures = await inRounds(rounds, async () => ({
    few: await pages(few, ofFew),
    many: await pages(many, ofMany),
  }));
  const count = (rows: number) => rows.toLocaleString("en-GB");
  return [
    {
      what: `a page of 50 of \`loginActivity\` at ${count(many.rows)} rows ÷ at ${count(few.rows)}`,
      rounds: figures.map((it) => it.many),
      unit: "ms",
      ratios: figures.map((it) => it.many / it.few),
      target: { atMost: 1.2 },
    },
  ];
};
