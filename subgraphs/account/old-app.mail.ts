import { letter, quoted, type Letter } from "../kernel/letter.ts";
import type { Client } from "../kernel/vocabulary.ts";
import type { OutdatedApp } from "./client-app.ts";
import { oldAppWords } from "./old-app.words.ts";

type Facts = { app: OutdatedApp; client: Client; locale: string };

/** An app that can't do two-step verification was refused, after the right password. */
export const oldAppLetter = ({ app, client, locale }: Facts): Letter => {
  const say = oldAppWords(locale);
  const names = { app: app.name, version: client.appVersion, device: quoted(client.device.name) };
  return letter(
    say("subject", { app: app.name }),
    [
      say("what", names),
      say("update", { app: app.name, minimum: app.minimumTwoStepVersion }),
      ...(app.updateUrl ? [app.updateUrl] : []),
      say("notYou"),
    ],
    locale,
  );
};
