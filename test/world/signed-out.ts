import { codeOf } from "./api.ts";
import type { Device } from "./device.ts";
import { until } from "./until.ts";

/** The promise: within a second of the answer to what ended its session, a device's token is refused. */
export const isSignedOut = (device: Device): Promise<void> =>
  until(async () => codeOf(await device.sends(`{ me { email } }`)) === "UNAUTHENTICATED", 1_000);
