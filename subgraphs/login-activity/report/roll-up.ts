import type { PackedCube } from "./cube-bytes.ts";
import type { Cube } from "./cube.ts";
import type { Cuboid } from "./cuboid.ts";
import type { Fact } from "./dimension.ts";
import type { Span } from "./span.ts";

/** A row that is in no roll-up yet. */
export type WaitingFact = Fact & { id: string };

/** A stored cube; who its accounts are, and how long answers took, only where that was asked. */
export type ReadCube = Pick<PackedCube, "names" | "cells" | "times"> & {
  id: string;
  bucket: Date;
  axes: Cuboid["axes"];
  accounts: PackedCube["accounts"] | null;
};

/** What a report reads. */
export interface ReportReader {
  /** In the order of their buckets. */
  cubes(cuboid: Cuboid, span: Span, isWhole: boolean): AsyncIterable<ReadCube>;
  accountsOf(ids: string[]): AsyncIterable<{ id: string; accounts: PackedCube["accounts"] }>;
  facts(span: Span): AsyncIterable<Fact>;
  /** Of those that no roll-up has counted yet. */
  waitingFacts(span: Span): AsyncIterable<Fact>;
  /** Of those that are in the roll-ups. */
  countedFacts(span: Span): AsyncIterable<Fact>;
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
  /** What they are kept by; the whole has every axis. */
  cuboids: readonly Cuboid[];
  whole: Cuboid;
  /** All that is read within is of one moment: no row is missed, or counted twice, because it was rolled up meanwhile. */
  reading<T>(work: (reader: ReportReader) => Promise<T>): Promise<T>;
  /** Since when the oldest row that can be counted waits, and whether so many do; null: none does. */
  backlog(many: number, at: Date): Promise<{ since: Date; isLong: boolean } | null>;
  /** The oldest that wait and can be counted. */
  waiting(count: number, at: Date): Promise<WaitingFact[]>;
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
