import { letter, type Letter } from "../kernel/letter.ts";
import { originFacts } from "../kernel/letter-facts.ts";
import { letterWords } from "../kernel/letter.words.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import { copiedDeviceWords } from "./copied-device.words.ts";

type Facts = { origin: Origin; app: string; at: Date; locale: string };

/** A device's own key came back after it had been replaced: there is a copy of it. */
export const copiedDeviceLetter = ({ origin, app, at, locale }: Facts): Letter => {
  const say = copiedDeviceWords(locale);
  const alike = letterWords(locale);
  const notYou = [alike("changePassword"), alike("reviewDevices")];
  return letter(
    say("subject"),
    [say("what"), { facts: originFacts(locale, { origin, app, at }) }, say("backup"), { notYou }],
    locale,
  );
};
