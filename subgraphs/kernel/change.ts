import type { Model, QueryFilter, UpdateQuery } from "mongoose";
import { sessionUnderWay } from "./mongo.ts";

type Collection<Row> = {
  findOneAndUpdate(filter: QueryFilter<Row>, change: UpdateQuery<Row>, options: object): Promise<Row | null>;
};

/** One conditional write: the row as it is after it, or null where no row fits. Joins the transaction. */
export type ChangeOne<Row> = (filter: QueryFilter<Row>, change: UpdateQuery<Row>) => Promise<Row | null>;

/**
 * Of a model's collection, by the driver itself: what mongoose adds is to cast values that are of their type already, for a tenth
 * of what a code to a device costs the process. So there is no default and no validation, and nothing is inserted.
 */
export const changeOneOf = <Row>({ collection }: Model<Row>): ChangeOne<Row> => {
  const rows = collection as unknown as Collection<Row>;
  return (filter, change) =>
    rows.findOneAndUpdate(filter, change, { returnDocument: "after", session: sessionUnderWay() });
};
