import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildAsnFile } from "./asn-build.ts";
import { openAsnFile } from "./asn-file.ts";
import type { Providers } from "./provider.ts";

const PACKAGE = "@ip-location-db/asn";
const { resolve } = createRequire(import.meta.url);

const bundledVersion = async () => {
  const { version } = JSON.parse(await readFile(resolve(`${PACKAGE}/package.json`), "utf8")) as { version: string };
  return version;
};

/** The index of the bundled CSV files (RouteViews and DB-IP ASN Lite, CC BY 4.0), built once for each version of them. */
export const openBundledProviders = async (dataDir: string, signal: AbortSignal): Promise<Providers> => {
  const path = join(dataDir, "asn.idx");
  const version = await bundledVersion();
  const ready = openAsnFile(path, version);
  if (ready) return ready;
  const csv = (kind: string) => resolve(`${PACKAGE}/asn-${kind}-num.csv`);
  await buildAsnFile(path, { v4Csv: csv("ipv4"), v6Csv: csv("ipv6"), version }, signal);
  const built = openAsnFile(path, version);
  if (!built) throw new Error(`${path} was built but cannot be read`);
  return built;
};
