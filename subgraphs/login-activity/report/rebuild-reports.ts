import { DAY, HOUR, later, type Clock } from "../../kernel/clock.ts";
import type { Transact } from "../../kernel/mongo.ts";
import { addCube, emptyCube, type Cube } from "./cube.ts";
import { cubeId, type Cuboid } from "./cuboid.ts";
import { counterInto, named } from "./roll-up-waiting.ts";
import type { NamedCube, ReportReader, RollUps } from "./roll-up.ts";
import { startOf, type Span } from "./span.ts";

type Needs = { rollUps: RollUps; transact: Transact; keptDays: number; now: Clock };

export type Rebuilt = { rows: number; days: number };

/** Most of a small hour is waiting for its transaction to be durable. */
const HOURS_AT_ONCE = 8;
const kept = ({ cuboids }: Pick<RollUps, "cuboids">, by: Cuboid["unit"]) => cuboids.filter(({ unit }) => unit === by);

/** Of a day whose rows have ended, wholly or in part, only the roll-ups tell: they stay as they are. */
const firstWholeDay = ({ from }: Span, keptDays: number, at: Date): Date => {
  const first = later(startOf("DAY", later(at, -keptDays * DAY)), DAY);
  return from < first ? first : startOf("DAY", from);
};

type Part = { cuboids: readonly Cuboid[]; span: Span; make: (reader: ReportReader) => Promise<NamedCube[]> };

/**
 * Makes cubes from what there is at one moment, however long that takes, and puts them in their place unless something has
 * been rolled up there meanwhile: then from the beginning.
 */
const rebuildPart = async ({ rollUps, transact }: Needs, { cuboids, span, make }: Part): Promise<void> => {
  const ids = hoursOf(span).map((hour) => cubeId(rollUps.whole, hour));
  for (let isDone = false; !isDone;) {
    const { made, revisions } = await rollUps.reading(async (reader) => ({
      revisions: await reader.revisionsOf(ids),
      made: await make(reader),
    }));
    isDone = await transact(async () => {
      if ((await rollUps.revisionsOf(ids)) !== revisions) return false;
      await rollUps.replace(cuboids, span, made);
      return true;
    });
  }
};

const hoursOf = ({ from, to }: Span): Date[] =>
  Array.from({ length: (to.getTime() - from.getTime()) / HOUR }, (_, nth) => later(from, nth * HOUR));

/** An hour from the rows that its roll-ups had counted; those that still wait are not its business. */
const rebuildHour = async (needs: Needs, from: Date): Promise<number> => {
  const span = { from, to: later(from, HOUR) };
  const hourly = kept(needs.rollUps, "HOUR");
  let rows = 0;
  const make = async (reader: ReportReader) => {
    const cubes = new Map<string, Cube>();
    const count = counterInto(cubes, hourly);
    rows = 0;
    for await (const fact of reader.countedFacts(span)) {
      count(fact);
      rows += 1;
    }
    return named(cubes);
  };
  await rebuildPart(needs, { cuboids: hourly, span, make });
  return rows;
};

/** A day from its hours. */
const rebuildDay = async (needs: Needs, day: Date): Promise<void> => {
  const span = { from: day, to: later(day, DAY) };
  const { whole } = needs.rollUps;
  const daily = kept(needs.rollUps, "DAY");
  const make = async (reader: ReportReader) => {
    const wholes = await reader.load(new Map(hoursOf(span).map((hour) => [cubeId(whole, hour), whole])));
    const cubes = new Map(daily.map((cuboid) => [cubeId(cuboid, day), emptyCube(cuboid.axes)]));
    for (const cube of cubes.values()) for (const hour of wholes) addCube(cube, hour.cube);
    return named(cubes).filter(({ cube }) => cube.cells.size > 0);
  };
  await rebuildPart(needs, { cuboids: daily, span, make });
};

/** Makes the roll-ups anew from the rows, the hours of a day and then the day, while reports answer and rows arrive. */
export const rebuildReports = (needs: Needs) => async (): Promise<Rebuilt> => {
  const extent = await needs.rollUps.extent();
  if (!extent) return { rows: 0, days: 0 };
  const rebuilt = { rows: 0, days: 0 };
  for (let day = firstWholeDay(extent, needs.keptDays, needs.now()); day < extent.to; day = later(day, DAY)) {
    for (let first = 0; first < 24; first += HOURS_AT_ONCE) {
      const hours = hoursOf({ from: later(day, first * HOUR), to: later(day, (first + HOURS_AT_ONCE) * HOUR) });
      const counts = await Promise.all(hours.map((hour) => rebuildHour(needs, hour)));
      rebuilt.rows += counts.reduce((sum, rows) => sum + rows, 0);
    }
    await rebuildDay(needs, day);
    rebuilt.days += 1;
  }
  return rebuilt;
};
