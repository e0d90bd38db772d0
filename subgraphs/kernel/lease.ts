import { Schema, type Connection } from "mongoose";
import { later } from "./clock.ts";
import { isDuplicateKey, modelOf } from "./mongo.ts";

/** Work that one process at a time does. Whoever holds a lease and is gone loses it when it ends. */
export interface Leases {
  /** Takes the lease, or keeps it longer; false while another holds it. */
  take(name: string, holder: string, forMs: number, at: Date): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}

type Lease = { _id: string; holder: string; until: Date };

const schema = new Schema<Lease>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false },
);

export const mongoLeases = (connection: Connection): Leases => {
  const model = modelOf(connection, "Lease", schema, "leases");
  return {
    take: async (name, holder, forMs, at) => {
      const isFree = { _id: name, $or: [{ holder }, { until: { $lte: at } }] };
      try {
        await model.updateOne(isFree, { holder, until: later(at, forMs) }, { upsert: true });
        return true;
      } catch (error) {
        // It is there, and somebody else's: the upsert found nothing to update and could not add another.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    release: async (name, holder) => {
      await model.deleteOne({ _id: name, holder });
    },
  };
};
