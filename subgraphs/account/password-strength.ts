import { passwordJudge } from "./password-judge.ts";
import { passwordWords } from "./password.words.ts";
import { PASSWORD_ADVICE, PASSWORD_MIN, passwordLength, SCORE_MIN, type CheckPassword } from "./password.ts";

type Said = Exclude<keyof typeof passwordWords.catalogue.en, "tooShort" | "breached">;

/** What a later version of zxcvbn may say and we have no words for is left out. */
const isAdvice = (name: string): name is Said => name in passwordWords.catalogue.en;

/** `names`: of the apps, which stand near everybody. */
export const passwordStrength = (names: string[] = []): CheckPassword => {
  const judge = passwordJudge();
  return async (password, ownWords) => {
    const { score, isKnown: breached, weaknesses } = await judge(password, [...ownWords, ...names]);
    const isLongEnough = passwordLength(password) >= PASSWORD_MIN;
    const acceptable = isLongEnough && !breached && score >= SCORE_MIN;
    const named = acceptable ? [] : weaknesses.filter(isAdvice);
    const adviceIn = (locale: string): string[] => {
      const say = passwordWords(locale);
      return [
        ...(isLongEnough ? [] : [say("tooShort", { least: PASSWORD_MIN })]),
        ...(breached ? [say("breached")] : []),
        ...[...new Set([...named, ...PASSWORD_ADVICE])].map((it) => say(it)),
      ];
    };
    return { score, acceptable, breached, adviceIn };
  };
};
