import semver from "semver";
import type { AppName } from "../kernel/letter-facts.ts";
import { badInput } from "../kernel/refusal.ts";
import type { Client, VerificationMethod } from "../kernel/vocabulary.ts";

/** An app that signs people in, and its policy. Configuration, not data. */
export type ClientApp = {
  id: string;
  name: string;
  /** The lowest version that can sign in to an account with two-step verification on; null: any. */
  minimumTwoStepVersion: string | null;
  twoStepOnByDefault: boolean;
  /** What `trustDevice: null` means. */
  trustsByDefault: boolean;
  /** In order of preference. It orders an account's methods and allows none: an app id is only a claim. */
  verificationMethods: VerificationMethod[];
  updateUrl: string | null;
};

export const PHONE_APP: Omit<ClientApp, "id" | "name"> = {
  minimumTwoStepVersion: null,
  twoStepOnByDefault: false,
  trustsByDefault: true,
  verificationMethods: ["APP_NOTIFICATION", "EMAIL", "SMS", "AUTHENTICATOR", "RECOVERY_CODE"],
  updateUrl: null,
};

export const SHIPPED_CLIENT_APPS: readonly ClientApp[] = [
  { ...PHONE_APP, id: "kasa", name: "Kasa" },
  { ...PHONE_APP, id: "tapo", name: "Tapo" },
  { ...PHONE_APP, id: "aginet", name: "Aginet", minimumTwoStepVersion: "2.3.0", twoStepOnByDefault: true },
  {
    ...PHONE_APP,
    id: "portal",
    name: "Web portal",
    trustsByDefault: false,
    verificationMethods: ["AUTHENTICATOR", "SMS", "APP_NOTIFICATION", "EMAIL", "RECOVERY_CODE"],
  },
];

export interface ClientApps {
  all(): readonly ClientApp[];
  find(id: string): ClientApp | null;
  /** The id of one that is configured no more. */
  nameOf: AppName;
}

export const clientApps = (apps: readonly ClientApp[]): ClientApps => {
  const byId = new Map(apps.map((app) => [app.id, app]));
  return { all: () => apps, find: (id) => byId.get(id) ?? null, nameOf: (id) => byId.get(id)?.name ?? id };
};

/** Semantic Versioning 2.0.0, whole: without a leading v, and of a length that fits everywhere. */
export const isVersion = (text: string): boolean =>
  text.length <= LONGEST_VERSION && /^\d/.test(text) && !/\s/.test(text) && semver.valid(text) !== null;

/** With two-step verification on, an app that can't do it can't sign in. Pre-releases of the minimum are below it. */
export const isTooOld = (app: ClientApp, appVersion: string): boolean => outdated(app, appVersion) !== null;

export type OutdatedApp = ClientApp & { minimumTwoStepVersion: string };

/** The app's policy for a version that can't do two-step verification; null when this one can. */
export const outdated = (app: ClientApp, appVersion: string): OutdatedApp | null => {
  const { minimumTwoStepVersion } = app;
  if (minimumTwoStepVersion === null || !semver.lt(appVersion, minimumTwoStepVersion)) return null;
  return { ...app, minimumTwoStepVersion };
};

const LONGEST_VERSION = 64;
const LONGEST_NAME = 200;

export const knownApp = (apps: ClientApps, appId: string, path: string): ClientApp => {
  const app = apps.find(appId);
  if (!app) throw badInput(path, `there is no client app "${appId.slice(0, 40)}"; clientApps lists them.`);
  return app;
};

/** Refuses a client that no app of ours could be, naming the field. */
export const checkClient = (apps: ClientApps, client: Client, path = "input.client"): ClientApp => {
  const app = knownApp(apps, client.appId, `${path}.appId`);
  if (!isVersion(client.appVersion)) throw badInput(`${path}.appVersion`, "is not a semantic version such as 2.3.1.");
  const names = { installationId: client.installationId, ...client.device };
  for (const [field, value] of Object.entries(names))
    if (value.length > LONGEST_NAME || value.trim() === "")
      throw badInput(`${path}.device.${field}`, `must have 1 to ${LONGEST_NAME} characters.`);
  return app;
};
