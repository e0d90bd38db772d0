import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** A file read in place: the system's page cache holds it once for all processes of the machine; ours keeps what it used last. */
export type Pages = {
  /** Bytes. */
  size: number;
  /** The bytes at a position, to be used at once: their memory is that of a page, which a later read may fill anew. Throws when the file ends before them. */
  read(position: number, length: number): Buffer;
  close(): void;
};

/** Bytes. */
const PAGE = 4096;
/** Pages of a file that are kept, 1 MiB: the upper levels of every search, and the places that people sign in from again. */
const KEPT = 256;

/** Throws ENOENT and the like at once: a database named in the configuration must be there. A new one must come by rename. */
export const openPages = (path: string): Pages => {
  const file = openSync(path, "r");
  const { size } = fstatSync(file);
  const kept = new Map<number, Buffer>();

  /** A Map remembers the order of its keys: the first page is the one used longest ago, and lends its memory to the next. */
  const spare = (): Buffer => {
    const [oldest] = kept.size < KEPT ? [] : kept;
    if (!oldest) return Buffer.allocUnsafeSlow(PAGE);
    kept.delete(oldest[0]);
    return oldest[1];
  };
  const load = (number: number): Buffer => {
    const page = spare();
    readSync(file, page, 0, PAGE, number * PAGE);
    return page;
  };
  const pageAt = (number: number): Buffer => {
    const page = kept.get(number) ?? load(number);
    kept.delete(number);
    kept.set(number, page);
    return page;
  };
  const across = (position: number, length: number): Buffer => {
    const bytes = Buffer.allocUnsafe(length);
    readSync(file, bytes, 0, length, position);
    return bytes;
  };

  return {
    size,
    read: (position, length) => {
      if (position < 0 || position + length > size) throw new Error(`${path} ends within a record`);
      const within = position % PAGE;
      return within + length <= PAGE
        ? pageAt((position - within) / PAGE).subarray(within, within + length)
        : across(position, length);
    },
    close: () => closeSync(file),
  };
};
