import type { AnyBulkWriteOperation, Model, QueryFilter, UpdateQuery, UpdateWithAggregationPipeline } from "mongoose";
import { gather } from "./gather.ts";

/** Small writes of a collection that nobody needs the count of. Never part of a transaction. */
export interface Writes<Row> {
  /** Durable once it resolves. */
  update(filter: QueryFilter<Row>, change: UpdateQuery<Row> | UpdateWithAggregationPipeline): Promise<void>;
}

/** What one command may carry. */
const MOST_AT_ONCE = 200;

/** All that is written in one turn of the event loop goes as one command, as reads do, and in no order. */
export const writesOf = <Row>(model: Model<Row>): Writes<Row> => {
  const write = gather(MOST_AT_ONCE, async (operations: readonly AnyBulkWriteOperation[]): Promise<undefined[]> => {
    await model.bulkWrite([...operations], { ordered: false });
    return [];
  });
  return {
    update: (filter, update) => write({ updateOne: { filter, update } } as AnyBulkWriteOperation),
  };
};
