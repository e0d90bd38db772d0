import { badInput } from "../kernel/refusal.ts";

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;
export const SCORE_MIN = 3;

/** How good a password would be, and what to tell the person who thought of it. */
export type PasswordCheck = {
  score: number;
  acceptable: boolean;
  breached: boolean;
  adviceIn: (locale: string) => string[];
};

/** Judges a password, given words that stand near its owner. */
export type CheckPassword = (password: string, ownWords: string[]) => Promise<PasswordCheck>;

export type PasswordTooWeak = { kind: "PasswordTooWeak"; message: string; check: PasswordCheck };

export const passwordTooWeak = (check: PasswordCheck): PasswordTooWeak => ({
  kind: "PasswordTooWeak",
  message: "This password is too easy to guess. Show check.advice and ask for another.",
  check,
});

/** Words that stand near this person, which a password must not be made of. */
export const ownWordsOf = (email: string): string[] => [
  email,
  ...email.split(/[@.+_-]/).filter((word) => word.length > 2),
  "countersign",
];

/** Characters are code points, so that an emoji counts once (NIST SP 800-63B-4, 3.1.1.2). */
export const passwordLength = (password: string): number => [...password.normalize("NFC")].length;

/** Over the limit is refused in every place that takes a password, before any work is done on it. */
export const refuseTooLong = (password: string, path: string): void => {
  if (password.length > 4 * PASSWORD_MAX || passwordLength(password) > PASSWORD_MAX)
    throw badInput(path, `must have at most ${PASSWORD_MAX} characters.`);
};

/** Of promise 11: given, not forced. */
export const PASSWORD_ADVICE = ["several", "onlyHere", "manager"] as const;
