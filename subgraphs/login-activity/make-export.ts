import { later, type Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import type { Transact } from "../kernel/mongo.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { EXPORT_LIFE_MS, type ExportContent, type ExportLink, type Exports } from "./export.ts";
import type { ExportLinks } from "./export-link.ts";
import type { LoginActivityPort } from "./port.ts";

/** Who asks, and from where. */
export type Asking = { viewer: Viewer; ip: string };

/** Makes the link to a file that nobody has written yet, and tells of it in the activity of whoever asked. */
export type MakeExport = (asking: Asking, content: ExportContent) => Promise<ExportLink>;

export type MakeExportNeeds = {
  exports: Pick<Exports, "add">;
  links: Pick<ExportLinks, "to">;
  activity: Pick<LoginActivityPort, "locate" | "record">;
  devices: Pick<TrustedDevicePort, "describe">;
  transact: Transact;
  now: Clock;
};

export const makeExport =
  ({ exports, links, activity, devices, transact, now }: MakeExportNeeds): MakeExport =>
  async ({ viewer, ip }, content) => {
    const { accountId, installationId, appId, appVersion } = viewer;
    const [device, location] = await Promise.all([devices.describe(accountId, installationId), activity.locate(ip)]);
    const createdAt = now();
    const made = { id: newId(), viewer, content, createdAt, expiresAt: later(createdAt, EXPORT_LIFE_MS) };
    await transact(async () => {
      await exports.add(made);
      const client = { installationId, appId, appVersion, device };
      await activity.record({ kind: "DATA_EXPORTED", accountId }, { client, ip, location, risks: [] }, createdAt);
    });
    return { url: links.to(made.id), expiresAt: made.expiresAt };
  };
