import type { Address } from "../../kernel/network.ts";
import { decoder, type MmdbRecord, type MmdbValue } from "./mmdb-value.ts";
import { openPages, type Pages } from "./pages.ts";

/** A MaxMind DB file (maxmind.github.io/MaxMind-DB). */
export type Mmdb = {
  /** What the file says of the address; null when it says nothing. */
  find(address: Address): MmdbRecord | null;
  close(): void;
};

const METADATA_MARKER = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
/** Bytes, from the file's end: the specification promises the marker within them. */
const METADATA_REACH = 128 * 1024;
/** Zero bytes between the search tree and the data. */
const SEPARATOR = 16;

export const asRecord = (value: MmdbValue | undefined): MmdbRecord | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;

const metadataOf = (pages: Pages, path: string) => {
  const reach = Math.min(METADATA_REACH, pages.size);
  const found = pages.read(pages.size - reach, reach).lastIndexOf(METADATA_MARKER);
  if (found < 0) throw new Error(`${path} is not a MaxMind DB file`);
  const start = pages.size - reach + found + METADATA_MARKER.length;
  const facts = asRecord(decoder(pages, start)(start)) ?? {};
  const recordBits = Number(facts.record_size);
  if (![24, 28, 32].includes(recordBits))
    throw new Error(`${path} has records of ${recordBits} bits, not 24, 28 or 32`);
  return { nodes: Number(facts.node_count), recordBits, isV6: Number(facts.ip_version) === 6 };
};

/** One of the two records of a node: of 28 bits, the middle byte holds the high four of either. */
const recordIn = (node: Buffer, side: number, recordBits: number): number => {
  if (recordBits === 32) return node.readUInt32BE(side * 4);
  if (recordBits === 24) return node.readUIntBE(side * 3, 3);
  const middle = node.readUInt8(3);
  const high = side === 0 ? middle >> 4 : middle & 15;
  return high * 2 ** 24 + node.readUIntBE(side * 4, 3);
};

/**
 * Opened in well under a millisecond and read in place, for `maxmind` (mmdb-lib) can only work on a Buffer of the whole file:
 * 134 MB of memory in each process and most of a second at start for the bundled two.
 */
export const openMmdb = (path: string): Mmdb => {
  const pages = openPages(path);
  const { nodes, recordBits, isV6 } = metadataOf(pages, path);
  const nodeBytes = recordBits / 4;
  const decode = decoder(pages, nodes * nodeBytes + SEPARATOR);

  const step = (node: number, side: number) =>
    node < nodes ? recordIn(pages.read(node * nodeBytes, nodeBytes), side, recordBits) : node;
  const walk = (start: number, bytes: Buffer) => {
    let node = start;
    for (let bit = 0; bit < bytes.length * 8 && node < nodes; bit += 1)
      node = step(node, (bytes.readUInt8(bit >> 3) >> (7 - (bit & 7))) & 1);
    return node;
  };
  // A tree for IPv6 keeps the IPv4 addresses under ::/96.
  const v4Start = isV6 ? walk(0, Buffer.alloc(12)) : 0;

  return {
    find: (address) => {
      const isV4 = address.kind() === "ipv4";
      if (!isV4 && !isV6) return null;
      const leaf = walk(isV4 ? v4Start : 0, Buffer.from(address.toByteArray()));
      return leaf > nodes ? asRecord(decode(leaf - nodes + nodes * nodeBytes)) : null;
    },
    close: pages.close,
  };
};
