import { deviceOf, type Device, type DeviceOptions } from "./device.ts";
import { mailboxOf } from "./inbox.ts";
import type { Server } from "./server.ts";

/** The phone of the only person of a server that a test has started for itself. */
export const joinsAt = async ({ url }: Server, options: DeviceOptions = {}): Promise<Device> => {
  const email = "ada@example.com";
  const owner = { email, password: "horse staple orbit lantern", mailbox: mailboxOf(url, email) };
  const phone = deviceOf({ url, owner, name: "phone", options, opened: () => undefined });
  await phone.joins();
  return phone;
};
