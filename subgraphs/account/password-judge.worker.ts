import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import type { translations as english } from "@zxcvbn-ts/language-en";
import { answerWith } from "../kernel/thread.ts";
import { readBreachedPasswords, type IsBreached } from "./breached-passwords.ts";
import type { Judged, ToJudge } from "./password-judge.ts";
import { SCORE_MIN } from "./password.ts";

/** zxcvbn's work grows faster than what it is given: a long password of many signs would take seconds. */
const JUDGED_AT_ONCE = 32;
/** What `P4$$w0rd` may mean: with four readings each word that people write so was found, as with a hundred. */
const SUBSTITUTIONS = 4;

/** Its beginning and, where that is weak, its end: the whole is at least as hard to guess as either. */
const partsOf = (password: string): string[] =>
  password.length <= JUDGED_AT_ONCE ? [password] : [password.slice(0, JUDGED_AT_ONCE), password.slice(-JUDGED_AT_ONCE)];

const guess = (zxcvbn: ZxcvbnFactory, password: string, ownWords: string[]) => {
  const [head = "", tail] = partsOf(password);
  const first = zxcvbn.check(head, ownWords);
  if (tail === undefined || first.score >= SCORE_MIN) return first;
  const last = zxcvbn.check(tail, ownWords);
  return last.score > first.score ? last : first;
};

/** zxcvbn says its warnings and suggestions by their own names, and we say them in the language of who reads them. */
const namesOf = (translations: typeof english): typeof english => {
  const names = <T extends object>(texts: T) => Object.fromEntries(Object.keys(texts).map((name) => [name, name])) as T;
  return { ...translations, warnings: names(translations.warnings), suggestions: names(translations.suggestions) };
};

/** Dictionaries of some megabytes, in this thread alone. */
const loadLists = async (): Promise<{ zxcvbn: ZxcvbnFactory; common: Set<string>; isBreached: IsBreached }> => {
  const [isBreached, core, common, english] = await Promise.all([
    readBreachedPasswords(),
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const options = {
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: namesOf(english.translations),
    l33tMaxSubstitutions: SUBSTITUTIONS,
  };
  return {
    isBreached,
    zxcvbn: new core.ZxcvbnFactory(options),
    common: new Set(Object.values(common.dictionary).flat().map(String)),
  };
};

const lists = loadLists();

answerWith(async ({ password, words }: ToJudge): Promise<Judged> => {
  const { zxcvbn, common, isBreached } = await lists;
  const { score, feedback } = guess(zxcvbn, password.normalize("NFC"), words);
  const isKnown = common.has(password.toLowerCase()) || isBreached(password);
  return { score, isKnown, weaknesses: [feedback.warning, ...feedback.suggestions].filter((it) => it !== null) };
});
