import type { Providers } from "./provider.ts";
import { openPages, type Pages } from "./pages.ts";

/**
 * The layout of asn.idx, numbers big-endian: a head (JSON, padded with spaces), the IPv4 ranges, the IPv6 ranges, the names.
 * A range is its first address, its last and where its name is among the names (4 bytes); ranges ascend by their first address.
 * A name is the AS number (4 bytes), its length in bytes (1) and its UTF-8.
 */
export type AsnHead = { format: number; version: string; v4: number; v6: number };

export const ASN_FORMAT = 1;
export const HEAD_BYTES = 128;
export const V4_BYTES = 4;
export const V6_BYTES = 16;
/** Bytes of one range over addresses of so many bytes. */
export const rangeBytes = (addressBytes: number) => 2 * addressBytes + 4;

const headOf = (pages: Pages): AsnHead => JSON.parse(pages.read(0, HEAD_BYTES).toString("utf8")) as AsnHead;

/** Null when the file is absent, torn, or made from another version of the data: then it is to be built. */
export const openAsnFile = (path: string, version: string): Providers | null => {
  let pages: Pages | null = null;
  try {
    pages = openPages(path);
    const head = headOf(pages);
    if (head.format === ASN_FORMAT && head.version === version) return providersIn(pages, head);
  } catch {
    // Whatever is wrong with it, the answer is to build it anew, and that says what stands in the way.
  }
  pages?.close();
  return null;
};

const providersIn = ({ read, close }: Pages, { v4, v6 }: AsnHead): Providers => {
  const v6Start = HEAD_BYTES + v4 * rangeBytes(V4_BYTES);
  const namesStart = v6Start + v6 * rangeBytes(V6_BYTES);

  const nameAt = (position: number) => {
    const front = read(position, 5);
    const [asn, length] = [front.readUInt32BE(0), front.readUInt8(4)];
    return { asn, name: read(position + 5, length).toString("utf8") };
  };

  /**
   * Halves down to the last range that begins at or before the address (some twenty short reads), then asks whether it reaches
   * that far: the data has gaps and, once, an overlap, where the later range is the narrower.
   */
  const search = (address: Buffer, start: number, count: number) => {
    const width = address.length;
    const rangeAt = (index: number) => read(start + index * rangeBytes(width), rangeBytes(width));
    let [low, high] = [-1, count];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (address.compare(rangeAt(middle), 0, width) < 0) high = middle;
      else low = middle;
    }
    if (low < 0) return null;
    const range = rangeAt(low);
    const isWithin = address.compare(range, width, 2 * width) <= 0;
    return isWithin ? nameAt(namesStart + range.readUInt32BE(2 * width)) : null;
  };

  return {
    find: (address) => {
      const bytes = Buffer.from(address.toByteArray());
      return address.kind() === "ipv4" ? search(bytes, HEAD_BYTES, v4) : search(bytes, v6Start, v6);
    },
    close,
  };
};
