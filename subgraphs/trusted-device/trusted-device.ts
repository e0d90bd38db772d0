import type { DeviceDescription, Location } from "../kernel/vocabulary.ts";
import { isOnline, nameOf, notificationStatus, type Installation, type NotificationStatus } from "./installation.ts";

/** A trusted installation, as its owner sees it from one of their own. */
export type TrustedDevice = {
  id: string;
  installationId: string;
  name: string;
  device: DeviceDescription;
  app: { id: string };
  appVersion: string;
  trustedAt: Date;
  lastUsedAt: Date;
  lastLocation: Location | null;
  isCurrent: boolean;
  online: boolean;
  notifications: NotificationStatus;
};

export const toTrustedDevice = (it: Installation, viewer: { installationId: string }, at: Date): TrustedDevice => ({
  id: it.id,
  installationId: it.installationId,
  name: nameOf(it),
  device: it.device,
  app: { id: it.appId },
  appVersion: it.appVersion,
  trustedAt: it.trustedAt ?? it.firstSeenAt,
  lastUsedAt: it.lastSeenAt,
  lastLocation: it.lastLocation,
  isCurrent: it.installationId === viewer.installationId,
  online: isOnline(it, at),
  notifications: notificationStatus(it),
});
