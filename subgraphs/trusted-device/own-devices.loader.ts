import DataLoader from "dataloader";
import type { Clock } from "../kernel/clock.ts";
import type { Context } from "../kernel/context.ts";
import { oncePer } from "../kernel/once-per.ts";
import type { Installations } from "./installation.ts";
import { toTrustedDevice, type TrustedDevice } from "./trusted-device.ts";

/** The viewer's trusted devices, latest used first; none for a stranger. */
export type OwnDevices = (context: Context) => Promise<TrustedDevice[]>;

type Needs = { installations: Pick<Installations, "trustedOf">; now: Clock };

/** Somebody else's, for an administrator: none of them is the one that asks. */
export const devicesOf =
  ({ installations, now }: Needs) =>
  async (accountId: string): Promise<TrustedDevice[]> => {
    const at = now();
    const trusted = await installations.trustedOf(accountId, at);
    return trusted.map((it) => ({ ...toTrustedDevice(it, it, at), isCurrent: false }));
  };

/** One query for all fields that ask together. Nothing is kept: a mutation later in the operation may end trust. */
export const ownDevices = ({ installations, now }: Needs): OwnDevices => {
  const load = async ({ identity: { viewer } }: Context): Promise<TrustedDevice[]> => {
    if (!viewer) return [];
    const at = now();
    const trusted = await installations.trustedOf(viewer.accountId, at);
    return trusted.map((it) => toTrustedDevice(it, viewer, at));
  };
  const loaderOf = oncePer((context: Context) => {
    const loadForAll = async (asked: readonly "own"[]) => {
      const devices = await load(context);
      return asked.map(() => devices);
    };
    return new DataLoader(loadForAll, { cache: false });
  });
  return (context) => loaderOf(context).load("own");
};
