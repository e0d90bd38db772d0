import type { Clock } from "../kernel/clock.ts";
import type { AppName } from "../kernel/letter-facts.ts";
import type { Outbox } from "../kernel/outbox.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { Origin, VerificationMethod } from "../kernel/vocabulary.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import type { KnownAccount } from "./account.ts";
import type { Proof, StartSession } from "./session.ts";
import { tellOfSignIn } from "./tell-of-sign-in.ts";

/** The kind of the GraphQL type, and the viewer that the rest of the operation is answered for. */
export type SignedIn = {
  kind: "SignedIn";
  accessToken: string;
  accessTokenExpiresAt: Date;
  refreshToken: string;
  deviceToken: string | null;
  session: { id: string };
  account: { id: string };
  viewer: Viewer;
};

export type Proven = {
  account: Pick<KnownAccount, "id" | "email" | "locale">;
  origin: Origin;
  amr: Proof[];
  method: VerificationMethod | null;
  /** The installation vouches for the account from now on. */
  trusts: boolean;
  deviceToken: string | null;
  /** The account was made in this act: nothing to be warned of. */
  isFirst?: boolean;
};

export type LetIn = (proven: Proven) => Promise<SignedIn>;

type Needs = {
  startSession: StartSession;
  devices: Pick<TrustedDevicePort, "arrive" | "reachOf">;
  activity: Pick<LoginActivityPort, "record" | "isConfirmed" | "linkToAnswer">;
  appName: AppName;
  outbox: Outbox;
  now: Clock;
};

/** What every way of signing in ends with, in the transaction of the proof. */
export const letIn = ({ startSession, devices, activity, appName, outbox, now }: Needs): LetIn => {
  const tell = tellOfSignIn({ devices, activity, appName, outbox });
  return async ({ account, origin, amr, method, trusts, deviceToken, isFirst = false }) => {
    const at = now();
    const { id } = account;
    const { viewer, ...tokens } = await startSession({ accountId: id, origin, amr, method }, at);
    const visitor = { accountId: id, client: origin.client, location: origin.location };
    const arrival = await devices.arrive(visitor, { trusts, deviceToken }, at);
    const activityId = await activity.record({ kind: "SIGNED_IN", accountId: id, method }, origin, at);
    if (arrival.becameTrusted) await activity.record({ kind: "DEVICE_TRUSTED", accountId: id, method }, origin, at);
    if (!isFirst) await tell({ account, origin, isNewDevice: arrival.isNew, activityId }, at);
    return {
      kind: "SignedIn",
      ...tokens,
      deviceToken: arrival.deviceToken,
      session: { id: viewer.sessionId },
      account: { id },
      viewer,
    };
  };
};
