import { addTimes, noTimes, type AnswerTimes } from "./answer-times.ts";
import { emptyCube, keyOf, type Cell, type Cube } from "./cube.ts";
import type { Axis, Value } from "./dimension.ts";
import { addHash, addRegisters, countOf, nobody, REGISTERS, type Distinct } from "./distinct.ts";

/**
 * A cube as it is stored: per axis its names, per cell the index of each name, then events and accounts; apart, because most
 * reports need only the counts, who the accounts are; and how long answers took, where there are any.
 */
export type PackedCube = { names: Value[][]; cells: Buffer; accounts: Buffer; times?: Buffer };

const NAME_BYTES = 2;
const COUNT_BYTES = 4;
const cellBytes = (axes: number) => axes * NAME_BYTES + 2 * COUNT_BYTES;
/** In place of how many hashes follow: registers do. */
const IN_REGISTERS = 0xffff;

const packDistinct = ({ few, registers }: Distinct): Buffer => {
  const bytes = Buffer.alloc(NAME_BYTES + (registers ? REGISTERS : few.size * COUNT_BYTES));
  bytes.writeUInt16LE(registers ? IN_REGISTERS : few.size);
  if (registers) bytes.set(registers, NAME_BYTES);
  else [...few].forEach((hash, nth) => bytes.writeUInt32LE(hash, NAME_BYTES + nth * COUNT_BYTES));
  return bytes;
};

const packTimes = (times: AnswerTimes = new Map()): Buffer => {
  const bytes = Buffer.alloc(NAME_BYTES + times.size * (NAME_BYTES + COUNT_BYTES));
  let at = bytes.writeUInt16LE(times.size);
  for (const [step, count] of times) at = bytes.writeUInt32LE(count, bytes.writeUInt16LE(step, at));
  return bytes;
};

export const pack = ({ axes, cells }: Cube): PackedCube => {
  const codes = axes.map(() => new Map<Value, number>());
  const size = cellBytes(axes.length);
  const counted = Buffer.alloc(cells.size * size);
  let at = 0;
  for (const { values, events, accounts } of cells.values()) {
    for (const [axis, value] of values.entries()) {
      const known = codes[axis];
      const code = known?.get(value) ?? known?.size ?? 0;
      known?.set(value, code);
      at = counted.writeUInt16LE(code, at);
    }
    at = counted.writeUInt32LE(events, at);
    at = counted.writeUInt32LE(countOf(accounts), at);
  }
  const all = [...cells.values()];
  return {
    names: codes.map((it) => [...it.keys()]),
    cells: counted,
    accounts: Buffer.concat(all.map(({ accounts }) => packDistinct(accounts))),
    ...(all.some(({ times }) => times) ? { times: Buffer.concat(all.map(({ times }) => packTimes(times))) } : {}),
  };
};

/** The cells in their order, without an object for each: there may be millions. */
export const cellsOf = ({ names, cells }: Pick<PackedCube, "names" | "cells">) => {
  const size = cellBytes(names.length);
  const counts = names.length * NAME_BYTES;
  return {
    count: cells.length / size,
    /** The index of its name on an axis. */
    code: (nth: number, axis: number): number => cells.readUInt16LE(nth * size + axis * NAME_BYTES),
    events: (nth: number): number => cells.readUInt32LE(nth * size + counts),
    accounts: (nth: number): number => cells.readUInt32LE(nth * size + counts + COUNT_BYTES),
  };
};

/** A key for each cell that is the same wherever the names in these columns are. */
export const cellKeys = (
  { names, cells }: Pick<PackedCube, "names" | "cells">,
  columns: readonly number[],
): ((nth: number) => number | string) => {
  const { code } = cellsOf({ names, cells });
  const sizes = columns.map((column) => names[column]?.length ?? 1);
  const isNumber = sizes.reduce((product, size) => product * size, 1) <= Number.MAX_SAFE_INTEGER;
  return isNumber
    ? (nth) => columns.reduce((key, column, at) => key * (sizes[at] ?? 1) + code(nth, column), 0)
    : (nth) => columns.map((column) => code(nth, column)).join();
};

const addHashes = (who: Distinct, hashes: Buffer): void => {
  for (let at = 0; at < hashes.length; at += COUNT_BYTES) addHash(who, hashes.readUInt32LE(at));
};

/** Adds the accounts of each cell, in the order of the cells, to all that are named for it. */
export const joinAccounts = (accounts: Buffer, into: (nth: number) => readonly Distinct[]): void => {
  let nth = 0;
  for (let at = 0; at < accounts.length; nth += 1) {
    const few = accounts.readUInt16LE(at);
    const start = at + NAME_BYTES;
    at = start + (few === IN_REGISTERS ? REGISTERS : few * COUNT_BYTES);
    const add = few === IN_REGISTERS ? addRegisters : addHashes;
    for (const who of into(nth)) add(who, accounts.subarray(start, at));
  }
};

/** The same of how long answers took. */
export const joinTimes = (times: Buffer, into: (nth: number) => readonly AnswerTimes[]): void => {
  let nth = 0;
  for (let at = 0; at < times.length; nth += 1) {
    const all = into(nth);
    const end = at + NAME_BYTES + times.readUInt16LE(at) * (NAME_BYTES + COUNT_BYTES);
    for (at += NAME_BYTES; at < end; at += NAME_BYTES + COUNT_BYTES)
      for (const it of all) addTimes(it, times.readUInt16LE(at), times.readUInt32LE(at + NAME_BYTES));
  }
};

export const unpack = (axes: readonly Axis[], packed: PackedCube): Cube => {
  const cube = emptyCube(axes);
  const { count, code, events } = cellsOf(packed);
  const cells = Array.from({ length: count }, (_, nth): Cell => {
    const values = packed.names.map((of, axis) => of[code(nth, axis)] ?? null);
    return { values, events: events(nth), accounts: nobody(), ...(packed.times ? { times: noTimes() } : {}) };
  });
  joinAccounts(packed.accounts, (nth) => (cells[nth] ? [cells[nth].accounts] : []));
  if (packed.times) joinTimes(packed.times, (nth) => (cells[nth]?.times ? [cells[nth].times] : []));
  for (const cell of cells) {
    cube.cells.set(keyOf(cell.values), cell);
    for (const [axis, value] of cell.values.entries()) cube.known[axis]?.add(value);
  }
  return cube;
};
