import { setTimeout as pause } from "node:timers/promises";

import type { Device } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { openSocket, within } from "../world/socket.ts";
import { eventually } from "./eventually.ts";
import { untilStopped } from "./flow.ts";

const BACK_WITHIN_MS = 15_000;

/** Listens at a gateway as an app does: again, with its own token, whenever the line ends. */
export const listens = async (phone: Device, url: string) => {
  const seen: string[] = [];
  const ends: unknown[] = [];
  const over = new AbortController();

  const line = async (): Promise<void> => {
    const socket = await openSocket(url, { token: phone.kept.accessToken });
    const requests = socket.watches(documents.REQUESTS);
    const stopped = new Promise((resolve) => over.signal.addEventListener("abort", resolve));
    const ended = Promise.race([requests.ended.then((how) => ends.push(how)), socket.closed, stopped]).then(() => null);
    for (;;) {
      // A while without an event is none of its business.
      const event = await Promise.race([requests.next().catch(() => undefined), ended]);
      if (event === null || over.signal.aborted) break;
      if (event?.kind === "VerificationRequested") seen.push(event.request.id);
    }
    await socket.close();
  };
  const running = (async () => {
    while (!over.signal.aborted) {
      await line().catch(() => undefined);
      await pause(200);
    }
  })();
  const isOnline = async () => (await phone.trustedDevices()).some(({ isCurrent, online }) => isCurrent && online);
  const listening = untilStopped({
    ...{ seen, ends, isOnline },
    sees: (id: string) => eventually(() => Promise.resolve(seen.includes(id)), BACK_WITHIN_MS),
    stop: async () => {
      over.abort();
      await within(running, "it listens on", 20_000);
    },
  });
  await eventually(isOnline, BACK_WITHIN_MS);
  return listening;
};
