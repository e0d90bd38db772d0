import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { badInput, forbidden } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Installations } from "./installation.ts";
import { toTrustedDevice, type TrustedDevice } from "./trusted-device.ts";

/** The whole state of its notifications: without a token it has none from now on. */
export type PushRegistration = { token?: string | null; notificationsAllowed: boolean };

export type RegisterPushToken = (viewer: Viewer, registration: PushRegistration) => Promise<TrustedDevice>;

type Needs = { installations: Pick<Installations, "setPush">; transact: Transact; now: Clock };

/** Visible ASCII, as every push service makes them. */
const PUSH_TOKEN = /^[!-~]{1,4096}$/;

const parsePushToken = (token: string): string => {
  if (!PUSH_TOKEN.test(token))
    throw badInput("input.token", "must have 1 to 4096 characters, without spaces or control characters.");
  return token;
};

/** Of the installation that asks, and of no other: whoever could name one could read its codes. */
export const registerPushToken =
  ({ installations, transact, now }: Needs): RegisterPushToken =>
  async (viewer, { token, notificationsAllowed }) => {
    const at = now();
    const push = { pushToken: token == null ? null : parsePushToken(token), notificationsAllowed };
    return transact(async () => {
      const registered = await installations.setPush(viewer, push, at);
      // Thrown within the transaction, so that the token stays where it was.
      if (!registered)
        throw forbidden("Only a trusted device gets notifications. Sign in on this one with trustDevice: true first.");
      return toTrustedDevice(registered, viewer, at);
    });
  };
