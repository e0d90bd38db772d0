import { quoted } from "../../kernel/letter.ts";
import type { Outbox } from "../../kernel/outbox.ts";
import { CODE_LENGTH } from "../challenge.ts";
import type { BroughtMethod } from "./method.ts";

type Needs = { outbox: Outbox };

/**
 * The code goes to the trusted devices: live to those that listen, as a push to those that may be notified. What a locked
 * screen shows says that a code waits, and where from; the code is data, for the app to show after it was unlocked.
 */
export const appNotification = ({ outbox }: Needs): BroughtMethod => ({
  name: "APP_NOTIFICATION",
  isAtHand: false,
  channel: "PUSH",
  codeLength: CODE_LENGTH,
  ttlMs: ({ shownCode }) => shownCode,
  isShown: true,
  isUsable: ({ reach }) => reach.trusted > 0,
  reaches: ({ reach }) => reach.reachable > 0,
  destination: ({ reach }, isOwner) => (isOwner && reach.names.length > 0 ? reach.names.join(", ") : null),
  limits: () => new Map(),
  send: async ({ challenge, code, expiresAt, at, facts }) => {
    const { client, location } = challenge.origin;
    const place = location?.city ?? location?.countryCode ?? "an unknown place";
    const subject = "Is this you signing in?";
    const text = `A verification code waits for ${quoted(client.device.name)} in ${place}. Open the app to see it.`;
    const data = { code, requestId: challenge.id, accountId: facts.account.id };
    for (const { token } of facts.reach.pushTokens)
      await outbox.put(
        { channel: "PUSH", to: token, subject, text, data, staleAt: expiresAt, challengeId: challenge.id },
        at,
      );
  },
  advice: (_, facts, { isOwner }) => [
    "Open the app on a trusted device: it shows the code.",
    ...(isOwner
      ? (facts?.reach.silenced ?? []).map((name) => `Notifications are off on ${name}: turn them on there.`)
      : []),
    "Allow notifications for the app, and check that the device is connected to the internet.",
    "Send the code by email instead.",
  ],
});
