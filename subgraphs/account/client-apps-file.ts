import { ConfigFault } from "../kernel/config.ts";
import { JsonFault, readJson, type Line } from "../kernel/json-lines.ts";
import { VERIFICATION_METHODS } from "../kernel/vocabulary.ts";
import { isVersion, PHONE_APP, type ClientApp } from "./client-app.ts";

type Fields = Record<string, unknown>;
type Rule = { isRight(value: unknown): boolean; wanted: string };

const isText = (value: unknown): value is string => typeof value === "string";
const isFlag: Rule = { isRight: (value) => typeof value === "boolean", wanted: "true or false" };

/** What an app may say of itself. All but id and name may be left out. */
const RULES: Record<keyof ClientApp, Rule> = {
  id: {
    isRight: (value) => isText(value) && /^[a-z0-9-]{1,40}$/.test(value),
    wanted: "1 to 40 of a-z, 0-9 and -",
  },
  name: {
    isRight: (value) => isText(value) && value.trim() !== "" && value.length <= 100,
    wanted: "a text of 1 to 100 characters",
  },
  minimumTwoStepVersion: {
    isRight: (value) => value === null || (isText(value) && isVersion(value)),
    wanted: "a semantic version such as 2.3.0, or null",
  },
  twoStepOnByDefault: isFlag,
  trustsByDefault: isFlag,
  verificationMethods: {
    isRight: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      new Set(value).size === value.length &&
      value.every((it) => VERIFICATION_METHODS.includes(it as never)),
    wanted: `a list, each once, of ${VERIFICATION_METHODS.join(", ")}`,
  },
  updateUrl: {
    isRight: (value) => value === null || (isText(value) && /^https?:$/.test(protocolOf(value))),
    wanted: "an https:// address, or null",
  },
};

const protocolOf = (address: string): string => (URL.canParse(address) ? new URL(address).protocol : "");

/** Reads the text of the CLIENT_APPS file. Throws every fault at once, each with its line. */
export const readClientApps = (text: string): ClientApp[] => {
  const { value, lineOf } = parse(text);
  if (!Array.isArray(value) || value.length === 0) throw fault(lineOf([]), "the file must hold a JSON list of apps");
  const faults = value.flatMap((entry: unknown, index) => faultsOf(entry, (key) => lineOf([index, ...key])));
  const ids = value.map((entry: Fields | null) => entry?.id);
  const repeated = ids.flatMap((id, index) =>
    isText(id) && ids.indexOf(id) < index ? [said(lineOf([index, "id"]), `there is an app "${id}" already`)] : [],
  );
  if (faults.length + repeated.length > 0) throw new ConfigFault([...faults, ...repeated]);
  return value.map((entry: Fields) => ({ ...PHONE_APP, ...(entry as Pick<ClientApp, "id" | "name">) }));
};

const parse = (text: string) => {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonFault) throw fault(error.line, error.message);
    throw error;
  }
};

const said = (line: Line, reason: string): string => `CLIENT_APPS, line ${line}: ${reason}.`;
const fault = (line: Line, reason: string): ConfigFault => new ConfigFault([said(line, reason)]);

const faultsOf = (entry: unknown, lineOf: (key: string[]) => Line): string[] => {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    return [said(lineOf([]), "each app must be an object, with an id and a name")];
  const missing = ["id", "name"]
    .filter((key) => !(key in entry))
    .map((key) => said(lineOf([]), `the app lacks its ${key}`));
  const wrong = Object.entries(entry).flatMap(([key, value]) => {
    const rule = (RULES as Partial<Record<string, Rule>>)[key];
    if (!rule) return [said(lineOf([key]), `an app has no ${key}`)];
    return rule.isRight(value) ? [] : [said(lineOf([key]), `${key} must be ${rule.wanted}`)];
  });
  return [...missing, ...wrong];
};
