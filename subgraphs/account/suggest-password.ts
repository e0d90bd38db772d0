import { randomInt } from "node:crypto";
import { badInput } from "../kernel/refusal.ts";
import type { FairShare } from "./fair-share.ts";
import { PASSWORD_MAX, PASSWORD_MIN, type CheckPassword } from "./password.ts";

/** Without those that are taken for each other when read: l 1 I i o O 0. */
const SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** No 8 signs of a keyboard are worth more to zxcvbn than 10^8 guesses, which is a score of 2. */
const SHORTEST = PASSWORD_MIN + 1;
const GROUP = 5;
/** Shorter ones have no sign to spare for a dash. */
const LONG_ENOUGH_FOR_DASHES = 12;

/** Each sign equally likely (`randomInt` rejects what would lean), in groups that can be read and typed. */
const newPassword = (length: number): string =>
  Array.from({ length }, (_, index) => {
    const isBetweenGroups = length >= LONG_ENOUGH_FOR_DASHES && index % (GROUP + 1) === GROUP && index < length - 1;
    return isBetweenGroups ? "-" : (SIGNS[randomInt(SIGNS.length)] ?? "");
  }).join("");

type Needs = { checkPassword: CheckPassword; share: FairShare };

/** A password that this system would take. */
export const suggestPassword =
  ({ checkPassword, share }: Needs) =>
  async (length: number, network: string): Promise<string> => {
    if (length < SHORTEST || length > PASSWORD_MAX)
      throw badInput("length", `must be from ${SHORTEST} to ${PASSWORD_MAX}.`);
    return share(network, async () => {
      for (;;) {
        const password = newPassword(length);
        if ((await checkPassword(password, [])).acceptable) return password;
      }
    });
  };
