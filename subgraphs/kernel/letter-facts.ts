import { languageOf, momentIn } from "./language.ts";
import { letterWords } from "./letter.words.ts";
import { quoted, type Fact } from "./letter.ts";
import { placeIn } from "./location-notice.ts";
import type { Client, DeviceDescription, Location, Origin } from "./vocabulary.ts";

/** "Pixel 8 of Ada (Pixel 8, Android 15)": every word of it is the client's. */
const deviceIn = ({ name, model, osName, osVersion }: DeviceDescription): string =>
  `${quoted(name)} (${quoted(model)}, ${quoted(osName)} ${quoted(osVersion)})`;

const placeOf = (locale: string, { location }: Pick<Origin, "location">): string => {
  const say = letterWords(locale);
  const place = placeIn(locale, location);
  return location?.provider ? say("placeBy", { place, provider: quoted(location.provider) }) : place;
};

/** What people call an app of this id. */
export type AppName = (appId: string) => string;

/** When it was, and on what. `app`: its name. */
export const deviceFacts = (
  locale: string,
  { client, app, at }: { client: Pick<Client, "device" | "appVersion">; app: string; at: Date },
): Fact[] => {
  const say = letterWords(locale);
  return [
    { label: say("when"), value: momentIn(languageOf(locale), at) },
    { label: say("device"), value: deviceIn(client.device) },
    { label: say("app"), value: `${app} ${client.appVersion}` },
  ];
};

/** When and where it was, where no device is known. */
export const placeFacts = (locale: string, { location, at }: { location: Location | null; at: Date }): Fact[] => {
  const say = letterWords(locale);
  return [
    { label: say("when"), value: momentIn(languageOf(locale), at) },
    { label: say("where"), value: placeOf(locale, { location }) },
  ];
};

/** When it was, on what, and where it was asked from. */
export const originFacts = (locale: string, { origin, app, at }: { origin: Origin; app: string; at: Date }): Fact[] => {
  const say = letterWords(locale);
  return [
    ...deviceFacts(locale, { client: origin.client, app, at }),
    { label: say("where"), value: placeOf(locale, origin) },
    { label: say("address"), value: origin.ip },
  ];
};
