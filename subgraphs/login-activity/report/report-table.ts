import { badInput } from "../../kernel/refusal.ts";
import { cellKeys, cellsOf, joinAccounts } from "./cube-bytes.ts";
import { keyOf } from "./cube.ts";
import type { Cuboid } from "./cuboid.ts";
import type { ReportDimension, Value, Wanted } from "./dimension.ts";
import { addAll, addHash, countOf, nobody, type Distinct } from "./distinct.ts";
import type { Counting } from "./read-span.ts";
import type { ReadCube, ReportReader } from "./roll-up.ts";
import { startOf, type TimeBucket } from "./span.ts";

export type Line = { bucket: Date | null; values: readonly Value[]; events: number; accounts: number };

/** A line in the making. Of a single cell the count is known; of more, who the accounts are has to be looked at. */
type Group = Omit<Line, "accounts"> & { single: number; who: Distinct | null };

export type Shape = { bucket: TimeBucket | null; groupBy: readonly ReportDimension[]; wanted: readonly Wanted[] };

/** A cube that was read for its counts, and which group each of its cells went to. */
type Counted = { id: string; groups: (Group | null)[] };

/** Lines in one answer. */
export const MOST_LINES = 10_000;
const CUBES_AT_ONCE = 50;

/** Too many lines, and what to do about it. */
export const tooManyLines = (bucket: TimeBucket | null) =>
  badInput(
    bucket ? "bucket" : "groupBy",
    `makes more than ${MOST_LINES} rows. Ask for less time, longer buckets or fewer dimensions.`,
  );

const groupFinder =
  (groups: Map<string, Group>, bucket: TimeBucket | null) =>
  (at: Date, values: readonly Value[]): Group => {
    const start = bucket && startOf(bucket, at);
    const key = `${start?.getTime() ?? ""}\u0002${keyOf(values)}`;
    const known = groups.get(key);
    if (known) return known;
    if (groups.size >= MOST_LINES) throw tooManyLines(bucket);
    const group: Group = { bucket: start, values, events: 0, single: 0, who: null };
    groups.set(key, group);
    return group;
  };

/** Whether a cell is wanted: asked of each name once, and not of each cell. */
export const wantedIn = ({ axes, names, cells }: ReadCube, wanted: readonly Wanted[]): ((nth: number) => boolean) => {
  const { code } = cellsOf({ names, cells });
  const columns = wanted.map(({ axis, holds }) => {
    const column = axes.indexOf(axis);
    return { column, isHeld: (names[column] ?? []).map(holds) };
  });
  return (nth) => columns.every(({ column, isHeld }) => isHeld[code(nth, column)]);
};

/** The group of each cell; names are looked at once a group and not once a cell. */
const groupsOf = (cube: ReadCube, { groupBy, wanted }: Shape, groupOf: ReturnType<typeof groupFinder>) => {
  const { code, count } = cellsOf(cube);
  const columns = groupBy.map((axis) => cube.axes.indexOf(axis));
  const [isWanted, keyOfCell] = [wantedIn(cube, wanted), cellKeys(cube, columns)];
  const known = new Map<number | string, Group>();
  return Array.from({ length: count }, (_, nth): Group | null => {
    if (!isWanted(nth)) return null;
    const key = keyOfCell(nth);
    const group =
      known.get(key) ??
      groupOf(
        cube.bucket,
        columns.map((column) => cube.names[column]?.[code(nth, column)] ?? null),
      );
    known.set(key, group);
    return group;
  });
};

/** Looks at who the accounts are, in the groups that need it. */
const identify = async (
  reader: ReportReader,
  read: readonly Counted[],
  needsIt: (group: Group) => boolean,
): Promise<void> => {
  const needed = read.filter(({ groups }) => groups.some((group) => group && needsIt(group)));
  for (let at = 0; at < needed.length; at += CUBES_AT_ONCE) {
    const some = new Map(needed.slice(at, at + CUBES_AT_ONCE).map(({ id, groups }) => [id, groups]));
    for await (const { id, accounts } of reader.accountsOf([...some.keys()])) {
      const groups = some.get(id) ?? [];
      joinAccounts(accounts, (nth) => {
        const group = groups[nth];
        return group && needsIt(group) ? [(group.who ??= nobody())] : [];
      });
    }
  }
};

/** What a report says, from the cubes and facts that are put into it. */
export const reportTable = (shape: Shape) => {
  const { bucket, groupBy, wanted } = shape;
  const groups = new Map<string, Group>();
  const read: Counted[] = [];
  const groupOf = groupFinder(groups, bucket);

  const counting: Counting = {
    // Where each cell is a line of its own, its count is enough.
    joins: ({ unit, axes }: Cuboid) => unit !== bucket || axes.length !== groupBy.length,
    addCube: (cube) => {
      const { events, accounts } = cellsOf(cube);
      const placed = groupsOf(cube, shape, groupOf);
      for (const [nth, group] of placed.entries()) {
        if (!group) continue;
        group.events += events(nth);
        group.single = accounts(nth);
      }
      if (cube.accounts) {
        joinAccounts(cube.accounts, (nth) => {
          const group = placed[nth];
          return group ? [(group.who ??= nobody())] : [];
        });
      } else if (placed.some((it) => it !== null)) read.push({ id: cube.id, groups: placed });
    },
    addFact: ({ at, account, values }) => {
      if (!wanted.every(({ axis, holds }) => holds(values[axis] ?? null))) return;
      const group = groupOf(
        at,
        groupBy.map((axis) => values[axis] ?? null),
      );
      group.events += 1;
      // Whatever else is in the group has to be joined with who this is.
      group.who ??= nobody();
      if (account !== null) addHash(group.who, account);
    },
  };
  return {
    ...counting,
    lines: async (reader: ReportReader): Promise<Line[]> => {
      await identify(reader, read, ({ who }) => who !== null);
      return [...groups.values()].map(({ who, single, ...rest }) => ({
        ...rest,
        accounts: who ? countOf(who) : single,
      }));
    },
    /** How many accounts are behind all lines together. */
    accountsOfAll: async (reader: ReportReader): Promise<number> => {
      await identify(reader, read, () => true);
      const everybody = nobody();
      for (const { who } of groups.values()) if (who) addAll(everybody, who);
      return countOf(everybody);
    },
  };
};
