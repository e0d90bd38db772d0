import { Schema, type ClientSession, type Connection, type Model } from "mongoose";
import { modelOf } from "../kernel/mongo.ts";
import { unpack, type PackedCube } from "./report/cube-bytes.ts";
import { cubeId, type Cuboid } from "./report/cuboid.ts";
import type { Fact } from "./report/dimension.ts";
import type { CubesNamed, NamedCube, ReportReader } from "./report/roll-up.ts";
import type { Span } from "./report/span.ts";

export type StoredCube = PackedCube & { _id: string; bucket: Date; revision: string };
/** Bytes as the driver hands them over. */
type Bytes = { buffer: Uint8Array };
export type WholeCube = Pick<StoredCube, "_id" | "bucket" | "names"> & { cells: Bytes; accounts: Bytes; times?: Bytes };
type FoundCube = Omit<WholeCube, "accounts"> & { accounts?: Bytes };

const schema = new Schema<StoredCube>(
  {
    // Its cuboid and bucket: a range of ids is a range of time.
    _id: { type: String, required: true },
    bucket: { type: Date, required: true },
    revision: { type: String, required: true },
    names: { type: Schema.Types.Mixed, required: true },
    cells: { type: Buffer, required: true },
    accounts: { type: Buffer, required: true },
    times: { type: Buffer },
  },
  { versionKey: false },
);

/** What is rolled up: rows that are stored waiting. */
export type Source = {
  rows: Model<SourceRow>;
  at: "at" | "askedAt";
  /** So long after it has happened, a row changes no more. */
  settledAfterMs: number;
  projection: Record<string, number>;
  factOf: (row: SourceRow) => Fact;
  cuboids: readonly Cuboid[];
  whole: Cuboid;
};
export type SourceRow = { _id: string; at?: Date; askedAt?: Date; awaitsRollUp?: boolean };

export const cubeModel = (connection: Connection) => modelOf(connection, "RollUp", schema, "rollUps");

const AT_ONCE = 5_000;

const bytesOf = ({ buffer }: Bytes): Buffer => Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
const within = ({ from, to }: Span) => ({ $gte: from, $lt: to });
export const idsIn = (cuboid: Cuboid, { from, to }: Span) => ({ $gte: cubeId(cuboid, from), $lt: cubeId(cuboid, to) });

export const unpackAll = (found: WholeCube[], wanted: CubesNamed): NamedCube[] =>
  found.map(({ _id, names, cells, accounts, times }) => ({
    id: _id,
    cube: unpack(wanted.get(_id)?.axes ?? [], {
      ...{ names, cells: bytesOf(cells), accounts: bytesOf(accounts) },
      ...(times ? { times: bytesOf(times) } : {}),
    }),
  }));

export const revisionsIn = (found: Pick<StoredCube, "_id" | "revision">[]): string =>
  found.map(({ _id, revision }) => `${_id} ${revision}`).join("\n");

async function* cursorOf<T>(query: {
  cursor(options: { batchSize: number }): AsyncIterable<unknown>;
}): AsyncGenerator<T> {
  for await (const row of query.cursor({ batchSize: AT_ONCE })) yield row as T;
}

export const readerOf = (connection: Connection, source: Source, session: ClientSession): ReportReader => {
  const { rows, at, projection, factOf } = source;
  const cubes = cubeModel(connection);
  // Named for each query: what the connection says of reading would be sent in its place.
  async function* facts(filter: object): AsyncGenerator<Fact> {
    const found = rows.find(filter, projection).session(session).readConcern("snapshot").lean();
    for await (const row of cursorOf<SourceRow>(found)) yield factOf(row);
  }
  return {
    async *cubes(cuboid, span, isWhole) {
      const found = cubes
        .find({ _id: idsIn(cuboid, span) }, isWhole ? {} : { accounts: 0, times: 0 })
        .sort({ _id: 1 })
        .session(session)
        .readConcern("snapshot")
        .lean();
      for await (const { _id, bucket, names, cells, accounts, times } of cursorOf<FoundCube>(found)) {
        const read = { id: _id, bucket, axes: cuboid.axes, names, cells: bytesOf(cells) };
        yield { ...read, accounts: accounts ? bytesOf(accounts) : null, ...(times ? { times: bytesOf(times) } : {}) };
      }
    },
    async *accountsOf(ids) {
      const found = cubes
        .find({ _id: { $in: ids } }, { accounts: 1 })
        .session(session)
        .readConcern("snapshot")
        .lean();
      for await (const { _id, accounts } of cursorOf<WholeCube>(found)) yield { id: _id, accounts: bytesOf(accounts) };
    },
    facts: (span) => facts({ [at]: within(span) }),
    waitingFacts: (span) => facts({ awaitsRollUp: true, [at]: within(span) }),
    countedFacts: (span) => facts({ [at]: within(span), awaitsRollUp: { $ne: true } }),
    load: async (wanted) => {
      const found = cubes.find({ _id: { $in: [...wanted.keys()] } });
      return unpackAll(await found.session(session).readConcern("snapshot").lean<WholeCube[]>(), wanted);
    },
    revisionsOf: async (ids) => {
      const found = cubes.find({ _id: { $in: ids } }, { revision: 1 }).sort({ _id: 1 });
      return revisionsIn(await found.session(session).readConcern("snapshot").lean<StoredCube[]>());
    },
  };
};
