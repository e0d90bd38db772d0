import { later, MINUTE, type StopWaking, type Time } from "../kernel/clock.ts";
import { newId } from "../kernel/id.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";

type Needs = { devices: Pick<TrustedDevicePort, "holdLine" | "dropLine">; time: Time; onLost: () => void };

/** That a device listens: said before its first answer, and again until it is over. */
export type Presence = { begin(): Promise<void>; end(): void };

/** How long a device counts as listening, and how often it says so again. */
const LEASE_MS = 5 * MINUTE;
const RENEWAL_MS = 2 * MINUTE;

export const presence = ({ devices, time, onLost }: Needs, viewer: Viewer): Presence => {
  const id = newId();
  let isOver = false;
  let stopWaiting: StopWaking = () => undefined;
  let said = Promise.resolve();

  const say = async (): Promise<void> => {
    const at = time.now();
    said = devices.holdLine(viewer, { id, until: later(at, LEASE_MS) }, at);
    await said;
    if (!isOver) stopWaiting = time.wakeAt(later(at, RENEWAL_MS), () => void say().catch(onLost));
  };
  return {
    begin: async () => {
      try {
        await say();
      } catch (error) {
        onLost();
        throw error;
      }
    },
    end: () => {
      isOver = true;
      stopWaiting();
      // Without MongoDB, or at the end of the process, the lease ends by itself.
      said.then(() => devices.dropLine(viewer, id)).catch(() => undefined);
    },
  };
};
