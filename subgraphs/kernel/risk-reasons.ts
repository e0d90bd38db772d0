import { riskWords } from "./risk.words.ts";
import type { RiskSignal } from "./vocabulary.ts";

/** What each signal means, a sentence for the person whose account it is, in the order of the signals. */
export const riskReasons = (signals: readonly RiskSignal[], locale: string | null): string[] => {
  const say = riskWords(locale);
  return signals.map((signal) => say(signal));
};
