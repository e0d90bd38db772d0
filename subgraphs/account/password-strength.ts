import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
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
const loadZxcvbn = async (): Promise<{ zxcvbn: ZxcvbnFactory; common: Set<string> }> => {
  const [core, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const dictionary = { ...common.dictionary, ...english.dictionary };
  const options = {
    dictionary,
    graphs: common.adjacencyGraphs,
    translations: english.translations,
    l33tMaxSubstitutions: SUBSTITUTIONS,
  };
  return {
    zxcvbn: new core.ZxcvbnFactory(options),
    common: new Set(Object.values(common.dictionary).flat().map(String)),
  };
};

export const passwordStrength = (): CheckPassword => {
  let loading: ReturnType<typeof loadZxcvbn> | null = null;
  return async (password, ownWords) => {
    const { zxcvbn, common } = await (loading ??= loadZxcvbn());
    const { score, feedback } = judge(zxcvbn, password.normalize("NFC"), ownWords);
    const breached = common.has(password.toLowerCase());
    const isLongEnough = passwordLength(password) >= PASSWORD_MIN;
    const acceptable = isLongEnough && !breached && score >= SCORE_MIN;
    const advice = [
      ...(isLongEnough ? [] : [`Use at least ${PASSWORD_MIN} characters.`]),
      ...(breached ? ["This password is known from a breach: never use it again."] : []),
      ...(feedback.warning ? [feedback.warning] : []),
      ...feedback.suggestions,
      ...PASSWORD_ADVICE,
    ];
    return { score, acceptable, breached, advice: acceptable ? PASSWORD_ADVICE : [...new Set(advice)] };
  };
};
