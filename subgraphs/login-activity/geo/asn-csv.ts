import { createReadStream } from "node:fs";

export type AsnRow = { first: string; last: string; asn: number; name: string };

/** Bytes at a time: some hundred rows, a millisecond or two of work, then the event loop has its turn. */
const CHUNK = 32 * 1024;

const NAME = /^"(.*)"$/;

/** `16777216,16777471,13335,"Cloudflare, Inc."`: only the name may be quoted, a quote in it is doubled. */
const rowOf = (line: string): AsnRow | null => {
  const [first, last, asn] = line.split(",", 3);
  if (!first || !last || !asn) return null;
  const rest = line.slice(first.length + last.length + asn.length + 3).trim();
  const quoted = NAME.exec(rest)?.[1];
  return { first, last, asn: Number(asn), name: quoted?.replaceAll('""', '"') ?? rest };
};

const rowsOf = (lines: readonly string[]) => lines.map(rowOf).filter((row) => row !== null);

/** The rows of an ip-location-db CSV, in the order of the file, some hundred at once. */
export async function* readAsnRows(path: string, signal: AbortSignal): AsyncGenerator<AsnRow[]> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: CHUNK, signal })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield rowsOf(lines);
  }
  yield rowsOf([rest]);
}
