import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type AsnRow, readAsnRows } from "./asn-csv.ts";
import { ASN_FORMAT, type AsnHead, HEAD_BYTES, rangeBytes, V4_BYTES, V6_BYTES } from "./asn-file.ts";

/** The longest a name's entry gets; what is over 255 bytes of UTF-8 is cut between two letters. */
const NAME_BYTES = 5 + 255;

type Source = { v4Csv: string; v6Csv: string; version: string };

/** Gathers each provider once, however many ranges it holds; answers where its name is among the names. */
const nameTable = () => {
  const positions = new Map<number, number>();
  let names = Buffer.alloc(1024 * 1024);
  let end = 0;
  const add = ({ asn, name }: AsnRow) => {
    const start = end;
    if (names.length - start < NAME_BYTES) names = Buffer.concat([names, Buffer.alloc(names.length)]);
    const length = names.write(name, start + 5, NAME_BYTES - 5);
    names.writeUInt32BE(asn, start);
    names[start + 4] = length;
    positions.set(asn, start);
    end = start + 5 + length;
    return start;
  };
  return { positionOf: (row: AsnRow) => positions.get(row.asn) ?? add(row), bytes: () => names.subarray(0, end) };
};

const writeAddress = (into: Buffer, address: string, at: number, width: number) => {
  if (width === V4_BYTES) return into.writeUInt32BE(Number(address), at);
  const number = BigInt(address);
  into.writeBigUInt64BE(number >> 64n, at);
  return into.writeBigUInt64BE(BigInt.asUintN(64, number), at + 8);
};

const rangesOf = (rows: readonly AsnRow[], width: number, positionOf: (row: AsnRow) => number): Buffer => {
  const size = rangeBytes(width);
  const ranges = Buffer.alloc(rows.length * size);
  rows.forEach((row, index) => {
    writeAddress(ranges, row.first, index * size, width);
    writeAddress(ranges, row.last, index * size + width, width);
    ranges.writeUInt32BE(positionOf(row), index * size + 2 * width);
  });
  return ranges;
};

const writeIndex = async (file: FileHandle, { v4Csv, v6Csv, version }: Source, signal: AbortSignal) => {
  const names = nameTable();
  const writeRanges = async (csv: string, width: number) => {
    let count = 0;
    for await (const rows of readAsnRows(csv, signal)) {
      await file.write(rangesOf(rows, width, names.positionOf));
      count += rows.length;
    }
    return count;
  };
  await file.write(Buffer.alloc(HEAD_BYTES, " "));
  const v4 = await writeRanges(v4Csv, V4_BYTES);
  const v6 = await writeRanges(v6Csv, V6_BYTES);
  await file.write(names.bytes());
  const head: AsnHead = { format: ASN_FORMAT, version, v4, v6 };
  await file.write(Buffer.from(JSON.stringify(head)), { position: 0 });
  await file.sync();
};

/**
 * Makes the index in pieces of a few milliseconds, under a name of its own, and renames it: processes that build at the same
 * time never see each other's half, and the last of equal files stays. Rejects with an AbortError when told to stop.
 */
export const buildAsnFile = async (path: string, source: Source, signal: AbortSignal): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(unfinished, "wx");
    await writeIndex(file, source, signal).finally(() => file.close());
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
};
