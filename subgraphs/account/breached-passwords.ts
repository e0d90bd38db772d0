import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** Bits a password: with 14 and ten hashes, one good password of about 800 is taken for a breached one. */
export const BITS_EACH = 14;
const HASHES = 10;
const FILE = new URL("breached-passwords.bloom", import.meta.url);

/** How a password is looked up: whatever its capitals, and however a keyboard composed it. */
const comparable = (password: string): string => password.normalize("NFC").toLowerCase();

/** Where the bits of a password are; double hashing over one SHA-256 (Kirsch and Mitzenmacher). */
export const placesOf = (password: string, bits: number): number[] => {
  const digest = createHash("sha256").update(comparable(password)).digest();
  const [first, step] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
  return Array.from({ length: HASHES }, (_, nth) => (first + nth * step) % bits);
};

/** Whether a password is one of a list of breached ones, in a file of some megabytes and without asking anybody. */
export type IsBreached = (password: string) => boolean;

export const readBreachedPasswords = async (): Promise<IsBreached> => {
  const filter = await readFile(FILE);
  const bits = filter.length * 8;
  return (password) =>
    placesOf(password, bits).every((place) => ((filter[place >> 3] ?? 0) & (1 << (place & 7))) !== 0);
};
