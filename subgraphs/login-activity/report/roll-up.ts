import type { CountedCell, PackedCube } from "./cube-bytes.ts";
import type { Cube } from "./cube.ts";
import type { Cuboid } from "./cuboid.ts";
import type { FactRow } from "./dimension.ts";
import type { Span } from "./span.ts";

/** A row that is in no roll-up yet. */
export type WaitingRow = FactRow & { id: string };

/** A stored cube, without who its accounts are. */
export type CountedCube = { id: string; bucket: Date; axes: Cuboid["axes"]; cells: CountedCell[] };

/** What a report reads. */
export interface ReportReader {
  /** In the order of their buckets. */
  cubes(cuboid: Cuboid, span: Span): AsyncIterable<CountedCube>;
  accountsOf(ids: string[]): AsyncIterable<{ id: string; accounts: PackedCube["accounts"] }>;
  rows(span: Span): AsyncIterable<FactRow>;
  /** Those that no roll-up has counted yet. */
  waitingRows(span: Span): AsyncIterable<FactRow>;
  /** Those that are in the roll-ups. */
  countedRows(span: Span): AsyncIterable<FactRow>;
  load(cubes: CubesNamed): Promise<NamedCube[]>;
  revisionsOf(ids: string[]): Promise<string>;
}

/** Which cubes, by their ids. */
export type CubesNamed = ReadonlyMap<string, Cuboid>;

/** A cube and which it is. */
export type NamedCube = { id: string; cube: Cube };

/**
 * Rows counted as they arrive. A row is stored waiting; what counts it takes that mark away in the same transaction. So each is
 * counted once, whoever is killed and however many try: of two at once, one meets the other's write and starts again.
 */
export interface RollUps {
  /** All that is read within is of one moment: no row is missed, or counted twice, because it was rolled up meanwhile. */
  reading<T>(work: (reader: ReportReader) => Promise<T>): Promise<T>;
  /** How long the oldest row has waited since it happened, and whether so many wait; null: none does. */
  backlog(many: number): Promise<{ oldestAt: Date; isLong: boolean } | null>;
  /** The oldest that wait. */
  waiting(count: number): Promise<WaitingRow[]>;
  markCounted(rowIds: string[]): Promise<void>;
  /** The named cubes that there are. */
  load(cubes: CubesNamed): Promise<NamedCube[]>;
  save(cubes: NamedCube[]): Promise<void>;
  /** Puts these in the place of all that the cuboids have in the span. */
  replace(cuboids: readonly Cuboid[], span: Span, cubes: NamedCube[]): Promise<void>;
  /** Another text whenever one of these has been written again. */
  revisionsOf(ids: string[]): Promise<string>;
  /** From the first to the last moment that any row or cube is of; null where there is nothing. */
  extent(): Promise<Span | null>;
}
