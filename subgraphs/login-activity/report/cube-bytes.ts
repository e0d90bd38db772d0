import { emptyCube, keyOf, type Cube } from "./cube.ts";
import type { Axis, Value } from "./dimension.ts";
import { addHash, countOf, nobody, REGISTERS, type Distinct } from "./distinct.ts";

/**
 * A cube as it is stored: per axis its names, per cell the index of each name, then events and accounts; and apart, because
 * most reports need only the counts, who the accounts are.
 */
export type PackedCube = { names: Value[][]; cells: Buffer; accounts: Buffer };

export type CountedCell = { values: readonly Value[]; events: number; accounts: number };

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
  return {
    names: codes.map((it) => [...it.keys()]),
    cells: counted,
    accounts: Buffer.concat([...cells.values()].map(({ accounts }) => packDistinct(accounts))),
  };
};

/** The cells in their order, without who the accounts are. */
export const countedCells = ({ names, cells }: Pick<PackedCube, "names" | "cells">): CountedCell[] => {
  const size = cellBytes(names.length);
  return Array.from({ length: cells.length / size }, (_, nth) => {
    const start = nth * size;
    const counts = start + names.length * NAME_BYTES;
    return {
      values: names.map((of, axis) => of[cells.readUInt16LE(start + axis * NAME_BYTES)] ?? null),
      events: cells.readUInt32LE(counts),
      accounts: cells.readUInt32LE(counts + COUNT_BYTES),
    };
  });
};

/** The accounts of each cell, in the order of the cells. */
export function* packedAccounts(accounts: Buffer): Generator<Distinct> {
  for (let at = 0; at < accounts.length;) {
    const few = accounts.readUInt16LE(at);
    at += NAME_BYTES;
    const distinct = nobody();
    if (few === IN_REGISTERS) {
      distinct.registers = new Uint8Array(accounts.subarray(at, at + REGISTERS));
      at += REGISTERS;
    } else {
      for (const end = at + few * COUNT_BYTES; at < end; at += COUNT_BYTES)
        addHash(distinct, accounts.readUInt32LE(at));
    }
    yield distinct;
  }
}

export const unpack = (axes: readonly Axis[], packed: PackedCube): Cube => {
  const cube = emptyCube(axes);
  const accounts = [...packedAccounts(packed.accounts)];
  for (const [nth, { values, events }] of countedCells(packed).entries()) {
    cube.cells.set(keyOf(values), { values, events, accounts: accounts[nth] ?? nobody() });
    for (const [axis, value] of values.entries()) cube.known[axis]?.add(value);
  }
  return cube;
};
