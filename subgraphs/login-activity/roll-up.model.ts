import type { Connection, Model } from "mongoose";
import { later } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import { activityModel } from "./activity.model.ts";
import { pack } from "./report/cube-bytes.ts";
import { CUBOIDS, FUNNEL_CUBOIDS, FUNNEL_WHOLE, WHOLE } from "./report/cuboid.ts";
import { factOf, type FactRow } from "./report/dimension.ts";
import { verificationFact, type VerificationRow } from "./report/flow.ts";
import type { NamedCube, RollUps } from "./report/roll-up.ts";
import {
  cubeModel,
  idsIn,
  readerOf,
  revisionsIn,
  unpackAll,
  type Source,
  type SourceRow,
  type StoredCube,
  type WholeCube,
} from "./roll-up-reader.model.ts";
import { verificationModel } from "./verification.model.ts";
import { SETTLED_AFTER_MS } from "./verification.ts";

const ACTIVITY_FACT = {
  ...{ at: 1, kind: 1, accountId: 1, appId: 1, appVersion: 1, method: 1, risks: 1 },
  ...{ "device.osName": 1, "location.countryCode": 1, "location.network": 1 },
} as const;

const rollUpsOf = (connection: Connection, source: Source): RollUps => {
  const { rows, at: atOf, settledAfterMs, projection, factOf, cuboids, whole } = source;
  const cubes = cubeModel(connection);
  const waiting = { awaitsRollUp: true };
  const settled = (at: Date) => ({
    ...waiting,
    ...(settledAfterMs ? { [atOf]: { $lte: later(at, -settledAfterMs) } } : {}),
  });
  const save = async (named: NamedCube[]): Promise<void> => {
    const replaced = named.map(({ id, cube }) => ({
      replaceOne: {
        filter: { _id: id },
        replacement: { _id: id, bucket: bucketOf(id), revision: newId(), ...pack(cube) },
        upsert: true,
      },
    }));
    if (replaced.length > 0) await cubes.bulkWrite(replaced);
  };
  return {
    ...{ cuboids, whole },
    reading: async (work) => {
      // No transaction: those end after a short while, and a long report may take its time.
      const session = await connection.startSession({ snapshot: true });
      try {
        return await work(readerOf(connection, source, session));
      } finally {
        await session.endSession();
      }
    },
    backlog: async (many, at) => {
      const [oldest] = await rows
        .find(settled(at), { [atOf]: 1 })
        .sort({ [atOf]: 1 })
        .limit(1)
        .lean<SourceRow[]>();
      const oldestAt = oldest?.[atOf];
      if (!oldestAt) return null;
      const isLong = (await rows.countDocuments(settled(at)).limit(many)) >= many;
      return { since: later(oldestAt, settledAfterMs), isLong };
    },
    waiting: async (count, at) => {
      const found = await rows
        .find(settled(at), projection)
        .sort({ [atOf]: 1 })
        .limit(count)
        .lean<SourceRow[]>();
      return found.map((row) => ({ id: row._id, ...factOf(row) }));
    },
    markCounted: async (ids) => {
      await rows.updateMany({ _id: { $in: ids }, ...waiting }, { $unset: { awaitsRollUp: 1 } });
    },
    load: async (wanted) =>
      unpackAll(await cubes.find({ _id: { $in: [...wanted.keys()] } }).lean<WholeCube[]>(), wanted),
    revisionsOf: async (ids) =>
      revisionsIn(
        await cubes
          .find({ _id: { $in: ids } }, { revision: 1 })
          .sort({ _id: 1 })
          .lean<StoredCube[]>(),
      ),
    save,
    replace: async (cuboids, span, named) => {
      const kept = new Set(named.map(({ id }) => id));
      for (const cuboid of cuboids) {
        const there = await cubes.find({ _id: idsIn(cuboid, span) }, { _id: 1 }).lean();
        const gone = there.map(({ _id }) => _id).filter((id) => !kept.has(id));
        if (gone.length > 0) await cubes.deleteMany({ _id: { $in: gone } });
      }
      await save(named);
    },
    extent: async () => {
      const ends = async (order: 1 | -1) => {
        const [row] = await rows
          .find({}, { [atOf]: 1 })
          .sort({ [atOf]: order })
          .limit(1)
          .lean<SourceRow[]>();
        return row?.[atOf]?.getTime();
      };
      const [first, last] = [await ends(1), await ends(-1)];
      return first === undefined || last === undefined ? null : { from: new Date(first), to: new Date(last + 1) };
    },
  };
};

/** Of the activity: of which no row changes in what reports count. */
export const mongoRollUps = (connection: Connection): RollUps =>
  rollUpsOf(connection, {
    ...{ rows: activityModel(connection) as unknown as Model<SourceRow>, at: "at", settledAfterMs: 0 },
    ...{ projection: ACTIVITY_FACT, factOf: (row) => factOf(row as unknown as FactRow) },
    ...{ cuboids: CUBOIDS, whole: WHOLE },
  });

/** Of second steps, each once it has come as far as it ever will. */
export const mongoFunnelRollUps = (connection: Connection): RollUps =>
  rollUpsOf(connection, {
    ...{ rows: verificationModel(connection) as unknown as Model<SourceRow>, at: "askedAt" },
    ...{ settledAfterMs: SETTLED_AFTER_MS, projection: {} },
    ...{ factOf: (row) => verificationFact(row as unknown as VerificationRow) },
    ...{ cuboids: FUNNEL_CUBOIDS, whole: FUNNEL_WHOLE },
  });

const bucketOf = (id: string): Date => new Date(id.slice(id.indexOf("@") + 1));
