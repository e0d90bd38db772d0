import { quoted } from "../../kernel/letter.ts";
import { townIn } from "../../kernel/location-notice.ts";
import { CODE_LENGTH, type ChallengePurpose } from "../challenge.ts";
import { deliveryWords } from "../delivery.words.ts";
import { pushWords } from "../push.words.ts";
import type { BroughtMethod } from "./method.ts";

const whatFor = (purpose: ChallengePurpose) =>
  purpose === "SIGN_IN" || purpose === "RESET_PASSWORD" ? purpose : "CHANGE";

/**
 * The code goes to the trusted devices: live to those that listen, as a push to those that may be notified. What a locked
 * screen shows says that a code waits, and where from; the code is data, for the app to show after it was unlocked.
 */
export const appNotification = (): BroughtMethod => ({
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
  messages: ({ challenge, code, expiresAt, facts }) => {
    const { pushTokens } = facts.reach;
    if (pushTokens.length === 0) return [];
    const { client, location } = challenge.origin;
    const { locale } = facts.account;
    const say = pushWords(locale);
    const message = {
      channel: "PUSH" as const,
      subject: say(whatFor(challenge.purpose)),
      text: say("text", { device: quoted(client.device.name), place: townIn(locale, location) }),
      data: { code, requestId: challenge.id, accountId: facts.account.id },
      staleAt: expiresAt,
      challengeId: challenge.id,
    };
    return pushTokens.map(({ token }) => ({ ...message, to: token }));
  },
  adviceIn: (locale, _, { facts, asker: { isOwner } }) => {
    const say = deliveryWords(locale);
    const silenced = isOwner ? (facts?.reach.silenced ?? []) : [];
    return [say("openApp"), ...silenced.map((device) => say("silenced", { device })), say("allow"), say("byMail")];
  },
});
