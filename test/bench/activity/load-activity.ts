import type { Connection } from "mongoose";
import { generateActivity, type Wanted } from "./generate.ts";
import type { StoredRow } from "./story.ts";

const BATCH = 5_000;
const AT_ONCE = 4;

const batches = function* (wanted: Wanted): Generator<StoredRow[]> {
  let batch: StoredRow[] = [];
  for (const hour of generateActivity(wanted))
    for (const row of hour) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  if (batch.length > 0) yield batch;
};

/**
 * Loads generated rows as they lie, without the indexes being kept meanwhile: `mongo.prepare()` after it builds them in one
 * go. How many there are now, and how many came a second.
 */
export const loadActivity = async (
  connection: Connection,
  wanted: Wanted,
  say: (line: string) => void = () => undefined,
): Promise<{ rows: number; rowsASecond: number }> => {
  const collection = connection.collection<StoredRow>("loginActivities");
  const rest = batches(wanted);
  const startedAt = performance.now();
  let rows = 0;
  const worker = async (): Promise<void> => {
    for (const batch of rest) {
      await collection.insertMany(batch, { ordered: false, writeConcern: { w: 1, j: false } });
      rows += batch.length;
      if (rows % 500_000 === 0) say(`${rows.toLocaleString("en-GB")} rows`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { rows, rowsASecond: rows / ((performance.now() - startedAt) / 1_000) };
};
