import { Schema, type Connection } from "mongoose";
import { later } from "./clock.ts";
import { modelOf } from "./mongo.ts";
import { readsOf } from "./reads.ts";

/** So many within a window that starts with the first; the last of them closes the door for a whole window more. */
export type Limit = { most: number; windowMs: number };

/** `left`: places after this one; none with the last, less than none when this one was too many. `endsAt`: when it begins anew. */
export type Spent = { left: number; endsAt: Date };

/** Counters that all processes share. */
export interface Throttle {
  /** Counts one, whatever the count is. */
  spend(key: string, limit: Limit, at: Date): Promise<Spent>;
  /** The latest moment from which to try again among the keys that have reached their limit, or null. Counts nothing. */
  reached(limits: ReadonlyMap<string, Limit>, at: Date): Promise<Date | null>;
  /** Takes back one that was counted in the window under way. */
  giveBack(key: string, at: Date): Promise<void>;
  clear(keys: string[]): Promise<void>;
  /** Clears every counter whose key begins so. */
  clearUnder(prefix: string): Promise<void>;
}

type Counter = { _id: string; count: number; endsAt: Date };

const schema = new Schema<Counter>(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    endsAt: { type: Date, required: true, expires: 0 },
  },
  { versionKey: false },
);

export const mongoThrottle = (connection: Connection): Throttle => {
  const model = modelOf(connection, "Throttle", schema, "throttles");
  const reads = readsOf<Counter>(model);
  return {
    spend: async (key, { most, windowMs }, at) => {
      const isOver = { $lte: [{ $ifNull: ["$endsAt", at] }, at] };
      const isLast = { $eq: [{ $add: ["$count", 1] }, most] };
      // One update both opens a window and counts in it, so that no two tries share a place.
      const counter = await model
        .findOneAndUpdate(
          { _id: key },
          [
            {
              $set: {
                count: { $cond: [isOver, 1, { $add: ["$count", 1] }] },
                // The try that reaches the limit starts the wait.
                endsAt: { $cond: [{ $or: [isOver, isLast] }, later(at, windowMs), "$endsAt"] },
              },
            },
          ],
          { upsert: true, returnDocument: "after", updatePipeline: true },
        )
        .lean();
      return { left: most - counter.count, endsAt: counter.endsAt };
    },
    reached: async (limits, at) => {
      if (limits.size === 0) return null;
      const filter = { _id: { $in: [...limits.keys()] }, endsAt: { $gt: at } };
      const counters = await reads.all({ filter, limit: limits.size });
      const ends = counters
        .filter(({ _id, count }) => count >= (limits.get(_id)?.most ?? Infinity))
        .map(({ endsAt }) => endsAt.getTime());
      return ends.length > 0 ? new Date(Math.max(...ends)) : null;
    },
    giveBack: async (_id, at) => {
      await model.updateOne({ _id, endsAt: { $gt: at }, count: { $gt: 0 } }, { $inc: { count: -1 } });
    },
    clear: async (keys) => {
      await model.deleteMany({ _id: { $in: keys } });
    },
    clearUnder: async (prefix) => {
      await model.deleteMany({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } });
    },
  };
};
