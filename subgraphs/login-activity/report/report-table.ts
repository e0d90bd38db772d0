import { badInput } from "../../kernel/refusal.ts";
import { packedAccounts, type CountedCell, type PackedCube } from "./cube-bytes.ts";
import { keyOf } from "./cube.ts";
import { factOf, type Axis, type FactRow, type ReportDimension, type Value, type Wanted } from "./dimension.ts";
import { addAll, addHash, countOf, nobody, type Distinct } from "./distinct.ts";
import type { CountedCube, ReportReader } from "./roll-up.ts";
import { startOf, type TimeBucket } from "./span.ts";

export type Line = { bucket: Date | null; values: readonly Value[]; events: number; accounts: number };

/** A line in the making. Of a single cell the count is known; of more, who the accounts are has to be looked at. */
type Group = Omit<Line, "accounts"> & { parts: number; single: number; who: Distinct };

type Shape = { bucket: TimeBucket | null; groupBy: readonly ReportDimension[]; wanted: readonly Wanted[] };

/** A cube that was read, and which group each of its cells went to. */
type ReadCube = { id: string; groups: (Group | null)[] };

/** Lines in one answer. */
export const MOST_LINES = 10_000;
const CUBES_AT_ONCE = 50;

const isShared = ({ parts }: Group): boolean => parts > 1;

const groupFinder =
  (groups: Map<string, Group>, bucket: TimeBucket | null) =>
  (at: Date, values: readonly Value[]): Group => {
    const start = bucket && startOf(bucket, at);
    const key = `${start?.getTime() ?? ""}\u0002${keyOf(values)}`;
    const known = groups.get(key);
    if (known) return known;
    if (groups.size >= MOST_LINES)
      throw badInput(
        bucket ? "bucket" : "groupBy",
        `makes more than ${MOST_LINES} rows. Ask for less time, longer buckets or fewer dimensions.`,
      );
    const group: Group = { bucket: start, values, events: 0, parts: 0, single: 0, who: nobody() };
    groups.set(key, group);
    return group;
  };

const join = (accounts: PackedCube["accounts"], groups: (Group | null)[], needsIt: (group: Group) => boolean): void => {
  let nth = 0;
  for (const who of packedAccounts(accounts)) {
    const group = groups[nth++];
    if (group && needsIt(group)) addAll(group.who, who);
  }
};

/** Looks at who the accounts are, in the groups that need it. */
const identify = async (
  reader: ReportReader,
  read: readonly ReadCube[],
  needsIt: (group: Group) => boolean,
): Promise<void> => {
  const needed = read.filter(({ groups }) => groups.some((group) => group && needsIt(group)));
  for (let at = 0; at < needed.length; at += CUBES_AT_ONCE) {
    const some = new Map(needed.slice(at, at + CUBES_AT_ONCE).map(({ id, groups }) => [id, groups]));
    for await (const { id, accounts } of reader.accountsOf([...some.keys()]))
      join(accounts, some.get(id) ?? [], needsIt);
  }
};

/** What a report says, from the cubes and rows that are put into it. */
export const reportTable = ({ bucket, groupBy, wanted }: Shape) => {
  const groups = new Map<string, Group>();
  const read: ReadCube[] = [];
  const groupOf = groupFinder(groups, bucket);

  const addCell = (at: Date, { values, events, accounts }: CountedCell, axes: readonly Axis[]): Group | null => {
    const valueOf = (axis: Axis): Value => values[axes.indexOf(axis)] ?? null;
    if (!wanted.every(({ axis, holds }) => holds(valueOf(axis)))) return null;
    const group = groupOf(at, groupBy.map(valueOf));
    group.events += events;
    group.parts += 1;
    group.single = accounts;
    return group;
  };

  return {
    addCube: ({ id, bucket: at, axes, cells }: CountedCube): void => {
      const placed = cells.map((cell) => addCell(at, cell, axes));
      if (placed.some((it) => it !== null)) read.push({ id, groups: placed });
    },
    addRow: (row: FactRow): void => {
      const { at, account, values } = factOf(row);
      if (!wanted.every(({ axis, holds }) => holds(values[axis]))) return;
      const group = groupOf(
        at,
        groupBy.map((axis) => values[axis]),
      );
      group.events += 1;
      // Whatever else is in the group has to be joined with who this is.
      group.parts = Math.max(group.parts + 1, 2);
      if (account !== null) addHash(group.who, account);
    },
    lines: async (reader: ReportReader): Promise<Line[]> => {
      await identify(reader, read, isShared);
      return [...groups.values()].map((group) => ({
        ...{ bucket: group.bucket, values: group.values, events: group.events },
        accounts: isShared(group) ? countOf(group.who) : group.single,
      }));
    },
    /** How many accounts are behind all lines together. */
    accountsOfAll: async (reader: ReportReader): Promise<number> => {
      await identify(reader, read, (group) => !isShared(group));
      const everybody = nobody();
      for (const { who } of groups.values()) addAll(everybody, who);
      return countOf(everybody);
    },
  };
};
