import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import { DAY } from "../../subgraphs/kernel/clock.ts";
import { connectMongo } from "../../subgraphs/kernel/mongo.ts";
import { mongoActivities } from "../../subgraphs/login-activity/activity.model.ts";
import { activityReport } from "../../subgraphs/login-activity/report/activity-report.ts";
import { cubeId, CUBOIDS } from "../../subgraphs/login-activity/report/cuboid.ts";
import { factOf, type Fact, type FactRow } from "../../subgraphs/login-activity/report/dimension.ts";
import { countOf } from "../../subgraphs/login-activity/report/distinct.ts";
import { mongoRollUps } from "../../subgraphs/login-activity/roll-up.model.ts";
import { generateActivity } from "../bench/activity/generate.ts";
import { eventually } from "./eventually.ts";
import { program, type Program } from "./program.ts";

const DAYS = 2;
const UNTIL = new Date("2026-06-01T00:00:00Z");
/** A transaction that a killed process left open is ended by MongoDB after a minute. */
const ROLLED_UP_WITHIN_MS = 150_000;

export type History = Awaited<ReturnType<typeof openHistory>>;

/** What was counted of what: a text for each cell, so that two counts can be compared. */
const cellText = (cube: string, values: readonly (string | null)[]) => JSON.stringify([cube, values]);

/** A database of its own, whose rows wait to be rolled up by processes that may be killed. */
export const openHistory = async () => {
  const url = new URL(process.env.TEST_MONGO_URL ?? "");
  url.pathname = `/history-${randomUUID().slice(0, 8)}`;
  const mongo = await connectMongo(url.href);
  const { connection, transact } = mongo;
  const [activities, rollUps] = [mongoActivities(connection), mongoRollUps(connection)];
  await mongo.prepare();
  const rows = connection.collection("loginActivities");
  const report = activityReport({ rollUps });
  const programs: Program[] = [];

  const follower = (): Program => {
    const [PATH = "", HOME = "", LIFE] = [process.env.PATH, process.env.HOME, String(programs.length + 1)];
    const env = { PATH, HOME, MONGO_URL: url.href, LIFE };
    const it = program({ name: `follower-${LIFE}`, script: "test/faults/follower.ts", env });
    programs.push(it);
    return it;
  };
  const waiting = () => rows.countDocuments({ awaitsRollUp: true });

  /** All that is in the roll-ups: per cell, its events and accounts. */
  const stored = async (): Promise<Map<string, string>> => {
    const cells = new Map<string, string>();
    for (const cuboid of CUBOIDS) {
      const start = `${cuboid.unit}:${cuboid.axes.join("+")}@`;
      const ids = await connection.collection<{ _id: string }>("rollUps").distinct("_id", { _id: { $gt: start } });
      const own = ids.filter((id) => id.startsWith(start));
      for (const { id, cube } of await rollUps.load(new Map(own.map((it) => [it, cuboid]))))
        for (const { values, events, accounts } of cube.cells.values())
          cells.set(cellText(id, values), `${events} of ${countOf(accounts)}`);
    }
    return cells;
  };
  /** The same the slow way, over the rows. */
  const counted = async (): Promise<Map<string, string>> => {
    const cells = new Map<string, { events: number; accounts: Set<string> }>();
    for await (const row of rows.find()) {
      const { values }: Fact = factOf(row as unknown as FactRow);
      for (const cuboid of CUBOIDS) {
        const text = cellText(
          cubeId(cuboid, row.at as Date),
          cuboid.axes.map((axis) => values[axis] ?? null),
        );
        const cell = cells.get(text) ?? { events: 0, accounts: new Set() };
        cell.events += 1;
        if (row.accountId !== null) cell.accounts.add(row.accountId as string);
        cells.set(text, cell);
      }
    }
    return new Map([...cells].map(([text, { events, accounts }]) => [text, `${events} of ${accounts.size}`]));
  };

  return {
    /** Adds rows of two days, each as sign-ins add theirs. */
    grows: async (count: number, seed: number): Promise<void> => {
      for (const hour of generateActivity({ rows: count, days: DAYS, until: UNTIL, accounts: 200, seed }))
        await transact(async () => {
          for (const { _id, ...row } of hour) await activities.add({ id: `${_id}-${seed}`, ...row });
        });
    },
    waiting,
    /** A follower that is killed so long after it has begun. */
    isKilledAfter: async (ms: number): Promise<void> => {
      const it = follower();
      await it.start();
      await pause(ms);
      await it.kill("SIGKILL");
    },
    /** One that is killed in the moment in which the first of what it has written can be seen. */
    isKilledAtItsFirstWord: async (): Promise<void> => {
      const written = connection.collection("rollUps").watch();
      const seen = written.next();
      const it = follower();
      const starting = it.start().catch(() => undefined);
      await seen;
      await it.kill("SIGKILL");
      await Promise.all([starting, written.close()]);
    },
    /** One that is left to it. */
    finishes: async (): Promise<void> => {
      const it = follower();
      await it.start();
      await eventually(async () => (await waiting()) === 0, ROLLED_UP_WITHIN_MS);
      await it.kill("SIGTERM");
    },
    /** How many events a report tells of, and how many rows there are, at whatever point the roll-ups are. */
    told: async () => {
      const asked = { from: new Date(UNTIL.getTime() - DAYS * DAY), to: new Date(UNTIL.getTime() + DAY), groupBy: [] };
      return { reported: (await report(asked)).rows[0]?.events ?? 0, rows: await rows.countDocuments() };
    },
    stored,
    counted,
    close: async (): Promise<void> => {
      await Promise.all(programs.map((it) => it.kill("SIGKILL")));
      await connection.dropDatabase();
      await mongo.close();
    },
  };
};
