import { randomFillSync } from "node:crypto";

// Filled by the page: each request bears an id, and to ask the system for a few bytes costs as much as for all of these.
const pool = Buffer.alloc(4_096);
let taken = pool.length;

/** Random bytes, each handed out once. */
const take = (count: number): Buffer => {
  if (taken + count > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += count;
  return pool.subarray(taken - count, taken);
};

/** 120 random bits: nobody meets one by guessing, yet an id is never a secret and opens nothing. */
export const newId = (): string => take(15).toString("base64url");

let counted = 0;

/**
 * Sorts as it was made: the millisecond, then a count of this process, then 80 random bits. For rows that are read in their
 * order, where several of one transaction bear the same time.
 */
export const newSortableId = (at: Date): string => {
  counted = (counted + 1) % 0x1_0000;
  return at.getTime().toString(16).padStart(12, "0") + counted.toString(16).padStart(4, "0") + take(10).toString("hex");
};
