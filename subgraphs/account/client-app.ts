import semver from "semver";
import { badInput } from "../kernel/refusal.ts";
import { VERIFICATION_METHODS, type Client, type VerificationMethod } from "../kernel/vocabulary.ts";

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

const PHONE_APP: Omit<ClientApp, "id" | "name"> = {
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

/** Reads the CLIENT_APPS file; what is wrong with it is said with the app and the key. */
export const parseClientApps = (json: string): ClientApp[] => {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list) || list.length === 0) throw new Error("CLIENT_APPS must hold a JSON list of client apps.");
  return list.map((entry: unknown, index) => parseClientApp(entry, `app ${index + 1}`));
};

const parseClientApp = (entry: unknown, where: string): ClientApp => {
  const app = { ...PHONE_APP, ...(entry as Partial<ClientApp>) };
  const wrong = (key: string, wanted: string) => new Error(`CLIENT_APPS, ${where}: ${key} must be ${wanted}.`);
  if (typeof app.id !== "string" || !/^[a-z0-9-]{1,40}$/.test(app.id)) throw wrong("id", "1 to 40 of a-z, 0-9 and -");
  if (typeof app.name !== "string" || app.name === "") throw wrong("name", "a text");
  if (app.minimumTwoStepVersion !== null && !semver.valid(app.minimumTwoStepVersion))
    throw wrong("minimumTwoStepVersion", "a semantic version such as 2.3.0, or null");
  if (app.verificationMethods.some((it) => !VERIFICATION_METHODS.includes(it)))
    throw wrong("verificationMethods", `a list of ${VERIFICATION_METHODS.join(", ")}`);
  return { ...app, id: app.id, name: app.name };
};

export interface ClientApps {
  all(): readonly ClientApp[];
  find(id: string): ClientApp | null;
}

export const clientApps = (apps: readonly ClientApp[]): ClientApps => {
  const byId = new Map(apps.map((app) => [app.id, app]));
  return { all: () => apps, find: (id) => byId.get(id) ?? null };
};

/** With two-step verification on, an app that can't do it can't sign in. Pre-releases of the minimum are below it. */
export const isTooOld = (app: ClientApp, appVersion: string): boolean =>
  app.minimumTwoStepVersion !== null && semver.lt(appVersion, app.minimumTwoStepVersion);

const LONGEST_NAME = 200;

/** Refuses a client that no app of ours could be, naming the field. */
export const checkClient = (apps: ClientApps, client: Client, path = "input.client"): ClientApp => {
  const app = apps.find(client.appId);
  if (!app)
    throw badInput(`${path}.appId`, `there is no client app "${client.appId.slice(0, 40)}"; clientApps lists them.`);
  if (!semver.valid(client.appVersion))
    throw badInput(`${path}.appVersion`, "is not a semantic version such as 2.3.1.");
  const names = { installationId: client.installationId, ...client.device };
  for (const [field, value] of Object.entries(names))
    if (value.length > LONGEST_NAME || value.trim() === "")
      throw badInput(`${path}.device.${field}`, `must have 1 to ${LONGEST_NAME} characters.`);
  return app;
};
