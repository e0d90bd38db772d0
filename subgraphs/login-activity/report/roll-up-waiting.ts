import type { Clock } from "../../kernel/clock.ts";
import type { Transact } from "../../kernel/mongo.ts";
import { addFact, emptyCube, type Cube } from "./cube.ts";
import { cubeId, type Cuboid } from "./cuboid.ts";
import type { Fact } from "./dimension.ts";
import type { NamedCube, RollUps, WaitingFact } from "./roll-up.ts";
import { startOf } from "./span.ts";

type Needs = {
  rollUps: Pick<RollUps, "cuboids" | "waiting" | "markCounted" | "load" | "save">;
  transact: Transact;
  now: Clock;
};

const MOST_ROWS = 2_000;
/** A transaction that touches the cubes of many hours would take too long. */
const MOST_HOURS = 12;

/** The oldest of these, as far as they are of few hours. */
const ofFewHours = (rows: WaitingFact[]): WaitingFact[] => {
  const hours = new Set<number>();
  return rows.filter(({ at }) => hours.add(startOf("HOUR", at).getTime()).size <= MOST_HOURS);
};

/** Adds facts to the cubes of their buckets. Rows come in their order, so that the names of an hour's cubes are made once. */
export const counterInto = (cubes: Map<string, Cube>, cuboids: readonly Cuboid[]): ((fact: Fact) => void) => {
  let hour = NaN;
  let ofHour: Cube[] = [];
  const cubeOf = (cuboid: Cuboid, at: Date): Cube => {
    const id = cubeId(cuboid, at);
    const cube = cubes.get(id) ?? emptyCube(cuboid.axes);
    cubes.set(id, cube);
    return cube;
  };
  return (fact) => {
    const start = startOf("HOUR", fact.at).getTime();
    if (start !== hour) ofHour = cuboids.map((cuboid) => cubeOf(cuboid, fact.at));
    hour = start;
    for (const cube of ofHour) addFact(cube, fact);
  };
};

export const named = (cubes: ReadonlyMap<string, Cube>): NamedCube[] => [...cubes].map(([id, cube]) => ({ id, cube }));

/** Counts some of the rows that wait, in one transaction; how many. */
export const rollUpWaiting =
  ({ rollUps, transact, now }: Needs) =>
  (): Promise<number> =>
    transact(async () => {
      const rows = ofFewHours(await rollUps.waiting(MOST_ROWS, now()));
      if (rows.length === 0) return 0;
      const wanted = new Map<string, Cuboid>();
      for (const { at } of rows) for (const cuboid of rollUps.cuboids) wanted.set(cubeId(cuboid, at), cuboid);
      const cubes = new Map((await rollUps.load(wanted)).map(({ id, cube }) => [id, cube]));
      const count = counterInto(cubes, rollUps.cuboids);
      rows.forEach(count);
      await rollUps.save(named(cubes));
      await rollUps.markCounted(rows.map(({ id }) => id));
      return rows.length;
    });
