import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import type { translations as english } from "@zxcvbn-ts/language-en";
import { readBreachedPasswords, type IsBreached } from "./breached-passwords.ts";
import { passwordWords } from "./password.words.ts";
import { PASSWORD_ADVICE, PASSWORD_MIN, passwordLength, SCORE_MIN, type CheckPassword } from "./password.ts";

/** zxcvbn's work grows faster than what it is given: a long password of many signs would hold the process for seconds. */
const JUDGED_AT_ONCE = 32;
const SUBSTITUTIONS = 16;

/** Its beginning and, where that is weak, its end: the whole is at least as hard to guess as either. */
const partsOf = (password: string): string[] =>
  password.length <= JUDGED_AT_ONCE ? [password] : [password.slice(0, JUDGED_AT_ONCE), password.slice(-JUDGED_AT_ONCE)];

const judge = (zxcvbn: ZxcvbnFactory, password: string, ownWords: string[]) => {
  const [head = "", tail] = partsOf(password);
  const first = zxcvbn.check(head, ownWords);
  if (tail === undefined || first.score >= SCORE_MIN) return first;
  const last = zxcvbn.check(tail, ownWords);
  return last.score > first.score ? last : first;
};

/** Dictionaries of some megabytes, loaded when the first password is judged and not at the start. */
const loadLists = async (): Promise<{ zxcvbn: ZxcvbnFactory; common: Set<string>; isBreached: IsBreached }> => {
  const [isBreached, core, common, english] = await Promise.all([
    readBreachedPasswords(),
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const dictionary = { ...common.dictionary, ...english.dictionary };
  const options = {
    dictionary,
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

/** zxcvbn says its warnings and suggestions by their own names, and we say them in the language of who reads them. */
const namesOf = (translations: typeof english): typeof english => {
  const names = <T extends object>(texts: T) => Object.fromEntries(Object.keys(texts).map((name) => [name, name])) as T;
  return {
    ...translations,
    warnings: names(translations.warnings),
    suggestions: names(translations.suggestions),
  };
};

type Said = Exclude<keyof typeof passwordWords.catalogue.en, "tooShort" | "breached">;

/** What a later version of zxcvbn may say and we have no words for is left out. */
const isAdvice = (name: string | null): name is Said => name !== null && name in passwordWords.catalogue.en;

/** `names`: of the apps, which stand near everybody. */
export const passwordStrength = (names: string[] = []): CheckPassword => {
  let loading: ReturnType<typeof loadLists> | null = null;
  return async (password, ownWords) => {
    const { zxcvbn, common, isBreached } = await (loading ??= loadLists());
    const { score, feedback } = judge(zxcvbn, password.normalize("NFC"), [...ownWords, ...names]);
    const breached = common.has(password.toLowerCase()) || isBreached(password);
    const isLongEnough = passwordLength(password) >= PASSWORD_MIN;
    const acceptable = isLongEnough && !breached && score >= SCORE_MIN;
    const weaknesses = acceptable ? [] : [feedback.warning, ...feedback.suggestions].filter(isAdvice);
    const adviceIn = (locale: string): string[] => {
      const say = passwordWords(locale);
      return [
        ...(isLongEnough ? [] : [say("tooShort", { least: PASSWORD_MIN })]),
        ...(breached ? [say("breached")] : []),
        ...[...new Set([...weaknesses, ...PASSWORD_ADVICE])].map((it) => say(it)),
      ];
    };
    return { score, acceptable, breached, adviceIn };
  };
};
