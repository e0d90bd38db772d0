import { DAY, HOUR, MINUTE } from "../../kernel/clock.ts";
import { networkOf } from "../../kernel/network.ts";
import type { Secrets } from "../../kernel/secret.ts";
import type { Limit } from "../../kernel/throttle.ts";
import { CODE_LENGTH } from "../challenge.ts";
import { maskNumber, type MobileNumber } from "../phone.ts";
import { deliveryWords } from "../delivery.words.ts";
import { smsWords } from "../sms.words.ts";
import type { BroughtMethod } from "./method.ts";

type Needs = { secrets: Secrets; smsPerCountry: number; publicUrl: string };

const AN_ACCOUNT = { most: 5, windowMs: HOUR };
const A_NUMBER = { most: 5, windowMs: DAY };
const A_NETWORK = { most: 20, windowMs: HOUR };

/** What an SMS to this number counts against. The number itself stands in no key. */
export const smsLimits = (
  { secrets, smsPerCountry }: Pick<Needs, "secrets" | "smsPerCountry">,
  { accountId, ip, phone }: { accountId: string; ip: string; phone: MobileNumber },
): ReadonlyMap<string, Limit> =>
  new Map([
    [`sms:account:${accountId}`, AN_ACCOUNT],
    [`sms:number:${secrets.mac("phone", phone.number)}`, A_NUMBER],
    [`sms:network:${networkOf(ip)}`, A_NETWORK],
    // Whoever pumps has the numbers of one expensive country, and any number of accounts and networks.
    [`sms:country:${phone.country ?? phone.callingCode}`, { most: smsPerCountry, windowMs: HOUR }],
  ]);

/**
 * Where a code is typed in a page of ours, the last line binds it to that page: a phone fills it in there, and offers it to no
 * page of another name (https://wicg.github.io/sms-one-time-codes/). It knows no ports. Codes for apps go without: they
 * have other names.
 */
const boundTo = (publicUrl: string, code: string): string => {
  const { hostname, port } = new URL(publicUrl);
  return port === "" ? `\n@${hostname} #${code}` : "";
};

/** Who holds the number, which is not always who holds the phone (NIST SP 800-63B-4, 3.1.3.3). */
export const sms = (needs: Needs): BroughtMethod => ({
  name: "SMS",
  isAtHand: false,
  channel: "SMS",
  codeLength: CODE_LENGTH,
  ttlMs: ({ shownCode }) => shownCode,
  isShown: false,
  isUsable: ({ phone }) => phone !== null,
  reaches: ({ phone }) => phone !== null,
  destination: ({ phone }) => phone && maskNumber(phone),
  limits: ({ accountId, origin: { ip } }, { phone }) =>
    phone ? smsLimits(needs, { accountId, ip, phone }) : new Map(),
  messages: ({ challenge, code, expiresAt, at, facts: { account, phone } }) => {
    if (!phone) return [];
    const count = Math.max(Math.round((expiresAt.getTime() - at.getTime()) / MINUTE), 1);
    const said = smsWords(account.locale)("code", { code, count });
    const text = challenge.purpose === "RESET_PASSWORD" ? `${said}${boundTo(needs.publicUrl, code)}` : said;
    const message = { channel: "SMS" as const, to: phone.number, subject: "", text };
    return [{ ...message, staleAt: expiresAt, challengeId: challenge.id }];
  },
  adviceIn: (locale, destination) => {
    const say = deliveryWords(locale);
    return [...(destination ? [say("messages", { number: destination })] : []), say("unknownSenders"), say("another")];
  },
});
