import { addTimes, noTimes, type AnswerTimes } from "./answer-times.ts";
import { addAll, addHash, nobody, type Distinct } from "./distinct.ts";
import type { Axis, Fact, Value } from "./dimension.ts";

/** Rows that share their values on every axis; of answers, how long they took as well. */
export type Cell = { values: readonly Value[]; events: number; accounts: Distinct; times?: AnswerTimes };

/** Rows of one bucket of time, counted by some axes. */
export type Cube = { axes: readonly Axis[]; cells: Map<string, Cell>; known: Set<Value>[] };

export const emptyCube = (axes: readonly Axis[]): Cube => ({
  axes,
  cells: new Map(),
  known: axes.map(() => new Set()),
});

/** A client may call itself something else each time: beyond so many names on an axis, one cube counts them as one. */
const MOST_NAMES = 1_000;
const OTHER = "other";

const bounded = ({ axes, known }: Cube, values: readonly Value[]): readonly Value[] =>
  values.map((value, axis) => {
    const names = known[axis];
    // Flows are of our own naming.
    if (!names || names.has(value) || axes[axis] === "FLOW") return value;
    if (names.size >= MOST_NAMES) return OTHER;
    names.add(value);
    return value;
  });

export const keyOf = (values: readonly Value[]): string => values.map((it) => it ?? "\u0000").join("\u0001");

const cellAt = (cube: Cube, values: readonly Value[]): Cell => {
  const known = cube.cells.get(keyOf(values));
  if (known) return known;
  const kept = bounded(cube, values);
  const cell = cube.cells.get(keyOf(kept)) ?? { values: kept, events: 0, accounts: nobody() };
  cube.cells.set(keyOf(kept), cell);
  return cell;
};

export const addFact = (cube: Cube, { values, account, answerStep }: Fact): void => {
  const cell = cellAt(
    cube,
    cube.axes.map((axis) => values[axis] ?? null),
  );
  cell.events += 1;
  if (account !== null) addHash(cell.accounts, account);
  if (answerStep != null) addTimes((cell.times ??= noTimes()), answerStep, 1);
};

/** Adds what another cube counted, one that has these axes and perhaps more. */
export const addCube = (cube: Cube, other: Cube): void => {
  const from = cube.axes.map((axis) => other.axes.indexOf(axis));
  for (const { values, events, accounts, times } of other.cells.values()) {
    const cell = cellAt(
      cube,
      from.map((index) => values[index] ?? null),
    );
    cell.events += events;
    addAll(cell.accounts, accounts);
    for (const [step, count] of times ?? []) addTimes((cell.times ??= noTimes()), step, count);
  }
};
