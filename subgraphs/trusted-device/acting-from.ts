import type { Viewer } from "../kernel/viewer.ts";
import type { Origin } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { Installations } from "./installation.ts";

/** A signed-in person who does something, and where from. */
export type Actor = { viewer: Viewer; ip: string };

/** What the activity tells of where a person acted from. */
export type ActingFrom = (actor: Actor) => Promise<Partial<Origin>>;

type Needs = { installations: Pick<Installations, "of">; activity: Pick<LoginActivityPort, "locate"> };

export const actingFrom =
  ({ installations, activity }: Needs): ActingFrom =>
  async ({ viewer: { accountId, installationId, appId, appVersion }, ip }) => {
    const [installation, location] = await Promise.all([
      installations.of(accountId, installationId),
      activity.locate(ip),
    ]);
    const client = installation && { appId, appVersion, installationId, device: installation.device };
    return { ...(client ? { client } : {}), ip, location, risks: [] };
  };
