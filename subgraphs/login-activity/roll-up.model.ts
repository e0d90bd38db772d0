import { Schema, type ClientSession, type Connection } from "mongoose";
import { newId } from "../kernel/id.ts";
import { modelOf } from "../kernel/mongo.ts";
import { activityModel } from "./activity.model.ts";
import { countedCells, pack, unpack, type PackedCube } from "./report/cube-bytes.ts";
import { cubeId, type Cuboid } from "./report/cuboid.ts";
import type { FactRow } from "./report/dimension.ts";
import type { CubesNamed, NamedCube, ReportReader, RollUps } from "./report/roll-up.ts";
import type { Span } from "./report/span.ts";

type StoredCube = PackedCube & { _id: string; bucket: Date; revision: string };
/** Bytes as the driver hands them over. */
type Bytes = { buffer: Uint8Array };
type ReadCube = Pick<StoredCube, "_id" | "bucket" | "names"> & { cells: Bytes; accounts: Bytes };

const schema = new Schema<StoredCube>(
  {
    // Its cuboid and bucket: a range of ids is a range of time.
    _id: { type: String, required: true },
    bucket: { type: Date, required: true },
    revision: { type: String, required: true },
    names: { type: Schema.Types.Mixed, required: true },
    cells: { type: Buffer, required: true },
    accounts: { type: Buffer, required: true },
  },
  { versionKey: false },
);

const FACT = {
  ...{ at: 1, kind: 1, accountId: 1, appId: 1, appVersion: 1, method: 1, risks: 1 },
  ...{ "device.osName": 1, "location.countryCode": 1, "location.network": 1 },
} as const;

const AT_ONCE = 5_000;

const bytesOf = ({ buffer }: Bytes): Buffer => Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
const within = ({ from, to }: Span) => ({ $gte: from, $lt: to });
const idsIn = (cuboid: Cuboid, { from, to }: Span) => ({ $gte: cubeId(cuboid, from), $lt: cubeId(cuboid, to) });

const unpackAll = (found: ReadCube[], wanted: CubesNamed): NamedCube[] =>
  found.map(({ _id, names, cells, accounts }) => ({
    id: _id,
    cube: unpack(wanted.get(_id)?.axes ?? [], { names, cells: bytesOf(cells), accounts: bytesOf(accounts) }),
  }));

const revisionsIn = (found: Pick<StoredCube, "_id" | "revision">[]): string =>
  found.map(({ _id, revision }) => `${_id} ${revision}`).join("\n");

async function* cursorOf<T>(query: {
  cursor(options: { batchSize: number }): AsyncIterable<unknown>;
}): AsyncGenerator<T> {
  for await (const row of query.cursor({ batchSize: AT_ONCE })) yield row as T;
}

const readerOf = (connection: Connection, session: ClientSession): ReportReader => {
  const rows = activityModel(connection);
  const cubes = modelOf(connection, "RollUp", schema, "rollUps");
  // Named for each query: what the connection says of reading would be sent in its place.
  const facts = (filter: object) =>
    cursorOf<FactRow>(rows.find(filter, FACT).session(session).readConcern("snapshot").lean());
  return {
    async *cubes(cuboid, span) {
      const found = cubes
        .find({ _id: idsIn(cuboid, span) }, { accounts: 0 })
        .sort({ _id: 1 })
        .session(session)
        .readConcern("snapshot")
        .lean();
      for await (const { _id, bucket, names, cells } of cursorOf<ReadCube>(found))
        yield { id: _id, bucket, axes: cuboid.axes, cells: countedCells({ names, cells: bytesOf(cells) }) };
    },
    async *accountsOf(ids) {
      const found = cubes
        .find({ _id: { $in: ids } }, { accounts: 1 })
        .session(session)
        .readConcern("snapshot")
        .lean();
      for await (const { _id, accounts } of cursorOf<ReadCube>(found)) yield { id: _id, accounts: bytesOf(accounts) };
    },
    rows: (span) => facts({ at: within(span) }),
    waitingRows: (span) => facts({ awaitsRollUp: true, at: within(span) }),
    countedRows: (span) => facts({ at: within(span), awaitsRollUp: { $ne: true } }),
    load: async (wanted) => {
      const found = cubes.find({ _id: { $in: [...wanted.keys()] } });
      return unpackAll(await found.session(session).readConcern("snapshot").lean<ReadCube[]>(), wanted);
    },
    revisionsOf: async (ids) => {
      const found = cubes.find({ _id: { $in: ids } }, { revision: 1 }).sort({ _id: 1 });
      return revisionsIn(await found.session(session).readConcern("snapshot").lean<StoredCube[]>());
    },
  };
};

export const mongoRollUps = (connection: Connection): RollUps => {
  const rows = activityModel(connection);
  const cubes = modelOf(connection, "RollUp", schema, "rollUps");
  const waiting = { awaitsRollUp: true };
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
    reading: async (work) => {
      // No transaction: those end after a short while, and a long report may take its time.
      const session = await connection.startSession({ snapshot: true });
      try {
        return await work(readerOf(connection, session));
      } finally {
        await session.endSession();
      }
    },
    backlog: async (many) => {
      const [oldest] = await rows.find(waiting, { at: 1 }).sort({ at: 1 }).limit(1).lean();
      if (!oldest) return null;
      return { oldestAt: oldest.at, isLong: (await rows.countDocuments(waiting).limit(many)) >= many };
    },
    waiting: async (count) => {
      const found = await rows.find(waiting, FACT).sort({ at: 1 }).limit(count).lean<(FactRow & { _id: string })[]>();
      return found.map(({ _id, ...row }) => ({ ...row, id: _id }));
    },
    markCounted: async (ids) => {
      await rows.updateMany({ _id: { $in: ids }, ...waiting }, { $unset: { awaitsRollUp: 1 } });
    },
    load: async (wanted) =>
      unpackAll(await cubes.find({ _id: { $in: [...wanted.keys()] } }).lean<ReadCube[]>(), wanted),
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
        const [row] = await rows.find({}, { at: 1 }).sort({ at: order, _id: order }).limit(1).lean();
        return row?.at.getTime();
      };
      const [first, last] = [await ends(1), await ends(-1)];
      return first === undefined || last === undefined ? null : { from: new Date(first), to: new Date(last + 1) };
    },
  };
};

const bucketOf = (id: string): Date => new Date(id.slice(id.indexOf("@") + 1));
