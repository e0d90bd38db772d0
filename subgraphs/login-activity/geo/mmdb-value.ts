import type { Pages } from "./pages.ts";

export type MmdbRecord = { [key: string]: MmdbValue };
/** Null stands for the kinds of value that no place needs (raw bytes). */
export type MmdbValue = string | number | boolean | null | MmdbValue[] | MmdbRecord;
type Decoded = { value: MmdbValue; next: number };

/** The numbers of the types, as in the MaxMind DB file format specification 2.0, "Data Field Format". */
const POINTER = 1;
const STRING = 2;
const DOUBLE = 3;
const UINT16 = 5;
const UINT32 = 6;
const MAP = 7;
const INT32 = 8;
const UINT64 = 9;
const UINT128 = 10;
const ARRAY = 11;
const BOOLEAN = 14;
const FLOAT = 15;

/** What is added to a pointer of one to four bytes: each length begins where the shorter one ends. */
const POINTER_BASES = [0, 2048, 526_336, 0];
/** What is added to a size that is told by so many bytes more; below 29 it needs none. */
const SIZE_BASES = [0, 29, 285, 65_821];

const unsigned = (bytes: Buffer): number => bytes.reduce((total, byte) => total * 256 + byte, 0);

const scalar = (type: number, bytes: Buffer): MmdbValue => {
  switch (type) {
    case STRING:
      return bytes.toString("utf8");
    case DOUBLE:
      return bytes.readDoubleBE();
    case FLOAT:
      return bytes.readFloatBE();
    case INT32:
      return unsigned(bytes) | 0;
    case UINT16:
    case UINT32:
    case UINT64:
    case UINT128:
      return unsigned(bytes);
    default:
      return null;
  }
};

/** The first byte of a value, and the one to three after it that it may need: what it is, how long, and where it begins. */
const controlAt = ({ read }: Pages, position: number) => {
  const control = read(position, 1).readUInt8();
  // Type 0 is extended: the next byte counts on from 7.
  const isExtended = control >> 5 === 0;
  const type = isExtended ? read(position + 1, 1).readUInt8() + 7 : control >> 5;
  const at = position + (isExtended ? 2 : 1);
  const bits = control & 31;
  const more = type === POINTER ? 0 : Math.max(0, bits - 28);
  const size = more === 0 ? bits : (SIZE_BASES[more] ?? 0) + unsigned(read(at, more));
  return { type, size, at: at + more };
};

/** Reads the values of one section; their pointers count from where the section starts. */
export const decoder = (pages: Pages, section: number) => {
  /** Two bits tell how many bytes follow, three more are the highest of the number, except where four bytes hold it all. */
  const pointed = (at: number, bits: number): Decoded => {
    const more = (bits >> 3) + 1;
    const high = more === 4 ? 0 : (bits & 7) * 256 ** more;
    const target = high + unsigned(pages.read(at, more)) + (POINTER_BASES[more - 1] ?? 0);
    return { value: decode(section + target).value, next: at + more };
  };

  const several = (at: number, count: number): { values: MmdbValue[]; next: number } => {
    const values: MmdbValue[] = [];
    let next = at;
    while (values.length < count) {
      const one = decode(next);
      values.push(one.value);
      next = one.next;
    }
    return { values, next };
  };

  const map = (at: number, size: number): Decoded => {
    const { values, next } = several(at, 2 * size);
    const entries = Array.from({ length: size }, (_, index) => [values[2 * index], values[2 * index + 1] ?? null]);
    return { value: Object.fromEntries(entries) as MmdbRecord, next };
  };

  const decode = (position: number): Decoded => {
    const { type, size, at } = controlAt(pages, position);
    if (type === POINTER) return pointed(at, size);
    if (type === MAP) return map(at, size);
    if (type === BOOLEAN) return { value: size === 1, next: at };
    if (type !== ARRAY) return { value: scalar(type, pages.read(at, size)), next: at + size };
    const { values, next } = several(at, size);
    return { value: values, next };
  };

  return (position: number): MmdbValue => decode(position).value;
};
