import { cuboidOf, type Cuboid } from "./cuboid.ts";
import type { Axis, Fact } from "./dimension.ts";
import type { ReadCube, ReportReader } from "./roll-up.ts";
import { cutSpan, type Span, type TimeBucket } from "./span.ts";

/** What is counted: from which roll-ups, by which axes. */
export type Reading = {
  cuboids: readonly Cuboid[];
  whole: Cuboid;
  span: Span;
  bucket: TimeBucket | null;
  axes: ReadonlySet<Axis>;
};

export type Counting = {
  /** Whether it has to know at once who the accounts of each cell of such cubes are. */
  joins(cuboid: Cuboid): boolean;
  addCube(cube: ReadCube): void;
  addFact(fact: Fact): void;
};

/**
 * Reads whole days from the smallest daily roll-up that has the axes, the hours beside them from an hourly one, and from the
 * rows only what no roll-up can tell: the ends of the range within an hour, and what is not rolled up yet.
 */
export const readSpan = async (reader: ReportReader, reading: Reading, counting: Counting): Promise<void> => {
  const { cuboids, whole, span, bucket, axes } = reading;
  const daily = bucket === "HOUR" ? null : cuboidOf(cuboids, "DAY", axes);
  const hourly = cuboidOf(cuboids, "HOUR", axes) ?? whole;
  const cut = cutSpan(span, daily !== null);
  const readCubes = async (cuboid: Cuboid, spans: Span[]) => {
    for (const it of spans)
      for await (const cube of reader.cubes(cuboid, it, counting.joins(cuboid))) counting.addCube(cube);
  };
  if (daily) await readCubes(daily, cut.days);
  await readCubes(hourly, cut.hours);
  for (const it of [...cut.days, ...cut.hours])
    for await (const fact of reader.waitingFacts(it)) counting.addFact(fact);
  for (const it of cut.rows) for await (const fact of reader.facts(it)) counting.addFact(fact);
};
