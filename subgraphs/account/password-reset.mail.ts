import { MINUTE } from "../kernel/clock.ts";
import { languageOf } from "../kernel/language.ts";
import { letter, type Letter } from "../kernel/letter.ts";
import { placeFacts } from "../kernel/letter-facts.ts";
import type { Location } from "../kernel/vocabulary.ts";
import { passwordResetWords, resetLinkWords } from "./password-reset.words.ts";

type Seen = { location: Location | null; at: Date; locale: string };
type Asked = Seen & { url: string; app: { name: string } | null; lifeMs: number };

/** The link to a new password. */
export const resetLinkLetter = ({ url, app, lifeMs, locale, ...seen }: Asked): Letter => {
  const say = resetLinkWords(locale);
  return letter(
    say("subject"),
    [
      app ? say("inApp", { app: app.name }) : say("onWeb"),
      { link: { label: say("click"), url } },
      say("life", { count: Math.max(Math.round(lifeMs / MINUTE), 1) }),
      { facts: placeFacts(locale, seen) },
      { notYou: [say("ignore")] },
    ],
    locale,
  );
};

type Done = Seen & { apps: readonly { name: string }[]; areMethodsGone: boolean };

/** After the new password was saved. */
export const passwordResetLetter = ({ apps, areMethodsGone, locale, ...seen }: Done): Letter => {
  const say = passwordResetWords(locale);
  const names = new Intl.ListFormat(languageOf(locale)).format(apps.map(({ name }) => name));
  return letter(
    say("subject"),
    [
      say("what", { apps: names }),
      say("signedOut"),
      ...(areMethodsGone ? [say("methodsGone")] : []),
      { facts: placeFacts(locale, seen) },
      { notYou: [say("mailbox")] },
    ],
    locale,
  );
};
