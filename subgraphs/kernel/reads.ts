import type { ClientSession, Connection, Model, QueryFilter } from "mongoose";
import { gather } from "./gather.ts";
import { sessionUnderWay } from "./mongo.ts";

type Field<Row> = keyof Row & string;

/** Which rows, found by an index. `limit` bounds what one answer may weigh. */
type Question<Row> = { filter: QueryFilter<Row>; sort?: Partial<Record<Field<Row>, 1 | -1>>; limit: number };

/** Reads of a few rows of a collection. Each is as fresh as if it had been a command of its own, and joins the transaction. */
export interface Reads<Row> {
  one(filter: QueryFilter<Row>): Promise<Row | null>;
  all(question: Question<Row>): Promise<Row[]>;
  /** The same, with nothing but `_id` and these fields of each row. */
  only<F extends Field<Row>>(fields: readonly F[], question: Question<Row>): Promise<Pick<Row, F>[]>;
}

/** The same, as MongoDB takes it. */
type Asked = {
  from: string;
  filter: Record<string, unknown>;
  sort: Record<string, 1 | -1>;
  limit: number;
  projection: Record<string, 1>;
};

/** What one command may carry: beyond it, whoever asked for little would wait for many. */
const MOST_AT_ONCE = 16;

const ask = async (
  { db }: Connection,
  session: ClientSession | undefined,
  those: readonly Asked[],
): Promise<unknown[][]> => {
  if (!db) throw new Error("MongoDB was asked before it was connected to");
  const [only] = those;
  if (only && those.length === 1) {
    const { from, filter, ...rest } = only;
    // MongoDB's own first batch is of 101 rows.
    const whole = { singleBatch: true, batchSize: rest.limit };
    return [
      await db
        .collection(from)
        .find(filter, { ...rest, ...whole, session })
        .toArray(),
    ];
  }
  const lookups = those.map((asked, i) => ({
    $lookup: { from: asked.from, pipeline: pipelineOf(asked), as: String(i) },
  }));
  const [parts] = await db
    .aggregate<Record<string, unknown[]>>([{ $documents: [{}] }, ...lookups], { session })
    .toArray();
  if (!parts) throw new Error("MongoDB answered without the one row that was asked for");
  return those.map((_, i) => parts[i] ?? []);
};

const pipelineOf = ({ filter, sort, limit, projection }: Asked) => [
  { $match: filter },
  ...(isEmpty(sort) ? [] : [{ $sort: sort }]),
  { $limit: limit },
  ...(isEmpty(projection) ? [] : [{ $project: projection }]),
];

const isEmpty = (it: object): boolean => Object.keys(it).length === 0;

type Gather = (asked: Asked) => Promise<unknown[]>;
const outside = new WeakMap<Connection, Gather>();
const inTransaction = new WeakMap<ClientSession, Gather>();

/**
 * What a process pays for a small read is the asking, so all that is asked in one turn of the event loop goes as one command:
 * the parts of one question, and those of operations that have nothing to do with each other.
 */
const gathererOf = (connection: Connection): Gather => {
  const session = sessionUnderWay();
  const known = session ? inTransaction.get(session) : outside.get(connection);
  if (known) return known;
  const made: Gather = gather(MOST_AT_ONCE, (those) => ask(connection, session, those));
  if (session) inTransaction.set(session, made);
  else outside.set(connection, made);
  return made;
};

/** The reads of a model's collection. */
export const readsOf = <Row>({ db, collection }: Model<Row>): Reads<Row> => {
  const read = async ({ filter, sort = {}, limit }: Question<Row>, fields: readonly string[] = []): Promise<Row[]> => {
    if (limit === 0) return [];
    const projection = Object.fromEntries(fields.map((field) => [field, 1 as const]));
    const asked = { from: collection.collectionName, filter, sort, limit, projection } as Asked;
    return gathererOf(db)(asked) as Promise<Row[]>;
  };
  return {
    one: async (filter) => (await read({ filter, limit: 1 }))[0] ?? null,
    all: (question) => read(question),
    only: (fields, question) => read(question, fields),
  };
};
