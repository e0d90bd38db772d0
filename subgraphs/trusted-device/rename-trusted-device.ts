import type { Clock } from "../kernel/clock.ts";
import { badInput, notFound } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Installations } from "./installation.ts";
import { toTrustedDevice, type TrustedDevice } from "./trusted-device.ts";

export type RenameTrustedDevice = (viewer: Viewer, renaming: Renaming) => Promise<TrustedDevice>;

type Renaming = { deviceId: string; name: string };
type Needs = { installations: Pick<Installations, "rename">; now: Clock };

const LONGEST_NAME = 60;

/** Of one line: the name stands in letters and lists. */
const parseName = (typed: string): string => {
  const name = typed.trim();
  const { length } = [...name];
  if (length < 1 || length > LONGEST_NAME) throw badInput("name", `must have 1 to ${LONGEST_NAME} characters.`);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) throw badInput("name", "must have no line breaks or control characters.");
  return name;
};

export const renameTrustedDevice =
  ({ installations, now }: Needs): RenameTrustedDevice =>
  async (viewer, { deviceId, name }) => {
    const at = now();
    const renamed = await installations.rename(viewer.accountId, deviceId, parseName(name), at);
    if (!renamed) throw notFound("trusted device");
    return toTrustedDevice(renamed, viewer, at);
  };
