import type { AnyBulkWriteOperation, Model, QueryFilter, UpdateQuery, UpdateWithAggregationPipeline } from "mongoose";

type Waiting = { operation: AnyBulkWriteOperation; resolve: () => void; reject: (error: unknown) => void };

/** Small writes of a collection that nobody needs the count of. Never part of a transaction. */
export interface Writes<Row> {
  /** Durable once it resolves. */
  update(filter: QueryFilter<Row>, change: UpdateQuery<Row> | UpdateWithAggregationPipeline): Promise<void>;
}

/** What one command may carry. */
const MOST_AT_ONCE = 200;

/** All that is written in one turn of the event loop goes as one command, as reads do, and in no order. */
export const writesOf = <Row>(model: Model<Row>): Writes<Row> => {
  const waiting: Waiting[] = [];
  const send = (): void => {
    while (waiting.length > 0) {
      const those = waiting.splice(0, MOST_AT_ONCE);
      const operations = those.map(({ operation }) => operation);
      model.bulkWrite(operations, { ordered: false }).then(
        () => those.forEach(({ resolve }) => resolve()),
        (error: unknown) => those.forEach(({ reject }) => reject(error)),
      );
    }
  };
  return {
    update: (filter, update) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(send);
        waiting.push({ operation: { updateOne: { filter, update } } as AnyBulkWriteOperation, resolve, reject });
      }),
  };
};
