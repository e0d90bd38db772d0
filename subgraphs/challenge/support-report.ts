import type { Clock } from "../kernel/clock.ts";
import { maskEmail } from "../kernel/email.ts";
import { notFound } from "../kernel/refusal.ts";
import type { AccountPort } from "../account/port.ts";
import type { KnownInstallation, TrustedDevicePort } from "../trusted-device/port.ts";
import { digest } from "../kernel/secret.ts";
import type { Challenges } from "./challenge.ts";
import type { ViewByTicket } from "./challenge-view.ts";
import type { CodeDelivery } from "./delivery.ts";
import type { ReadLoginSecurity, TwoStepVerification } from "./login-security.ts";
import type { MethodOption } from "./methods.ts";
import type { TwoSteps } from "./two-step.ts";

/** What support asks for. No secret, no code, no whole number. */
export type SupportReport = {
  accountId: string | null;
  email: string;
  twoStepVerification: TwoStepVerification;
  methods: MethodOption[];
  installations: (KnownInstallation & { app: { id: string } })[];
  deliveries: CodeDelivery[];
  text: string;
};

/** For somebody who can't get in: what the holder of a ticket may know of the flow and of the installation that began it. */
export type FlowReport = (ticket: string) => Promise<SupportReport | null>;

type FlowNeeds = {
  challenges: Pick<Challenges, "byTicket">;
  viewByTicket: ViewByTicket;
  devices: Pick<TrustedDevicePort, "isTrusted">;
  twoSteps: Pick<TwoSteps, "of">;
  now: Clock;
};

/** Of one flow alone: neither the account's id, nor its other installations, nor since when it is secured. */
export const flowReport =
  ({ challenges, viewByTicket, devices, twoSteps, now }: FlowNeeds): FlowReport =>
  async (ticket) => {
    const [challenge, view] = await Promise.all([challenges.byTicket(digest(ticket)), viewByTicket(ticket, null)]);
    if (!challenge || !view) return null;
    const { accountId, email, origin, createdAt } = challenge;
    const { appId, appVersion, device, installationId } = origin.client;
    const trusted = await devices.isTrusted(accountId, installationId, now());
    const enabled = (await twoSteps.of(accountId)).enabledAt !== null;
    const report = {
      accountId: null,
      email,
      twoStepVerification: { accountId, appId, enabled, enabledAt: null },
      methods: await view.readMethods(),
      installations: [
        { id: installationId, app: { id: appId }, appId, appVersion, device, trusted, lastSeenAt: createdAt },
      ],
      deliveries: await view.readDeliveries(),
    };
    return { ...report, text: asText(report) };
  };

type Needs = {
  account: Pick<AccountPort, "account">;
  devices: Pick<TrustedDevicePort, "installationsOf">;
  readLoginSecurity: ReadLoginSecurity;
  recentDeliveries: (accountId: string, isOwner: boolean) => Promise<CodeDelivery[]>;
  now: Clock;
};

export const supportReport =
  ({ account, devices, readLoginSecurity, recentDeliveries, now }: Needs) =>
  async (accountId: string, isOwner: boolean): Promise<SupportReport> => {
    const whose = await account.account(accountId);
    if (!whose) throw notFound("account");
    const { twoStepVerification, methods } = await readLoginSecurity({ accountId, appId: null, isOwner: false });
    const known = await devices.installationsOf(accountId, now());
    const report = {
      accountId,
      email: whose.email,
      twoStepVerification,
      methods,
      installations: known.map((it) => ({ ...it, app: { id: it.appId } })),
      deliveries: await recentDeliveries(accountId, isOwner),
    };
    return { ...report, text: asText(report) };
  };

const stateOf = ({ enabled, enabledAt }: TwoStepVerification): string => {
  if (!enabled) return "off";
  return enabledAt ? `on since ${enabledAt.toISOString()}` : "on";
};

/** To paste into a ticket: it names the account by a masked address, since tickets are read by many. */
const asText = ({
  accountId,
  email,
  twoStepVerification,
  methods,
  installations,
  deliveries,
}: Omit<SupportReport, "text">): string =>
  [
    `Account ${accountId ?? "of somebody who is not signed in"} (${maskEmail(email)})`,
    `Two-step verification: ${stateOf(twoStepVerification)}`,
    `Methods: ${methods.map(({ method, destination }) => [method, destination].filter(Boolean).join(" ")).join(", ")}`,
    "Installations:",
    ...installations.map(
      ({ appId, appVersion, device, trusted, lastSeenAt }) =>
        `- ${appId} ${appVersion} on ${device.model}, ${device.osName} ${device.osVersion}${trusted ? ", trusted" : ""}, last seen ${lastSeenAt.toISOString()}`,
    ),
    "Codes sent:",
    ...deliveries.map(({ method, state, at }) => `- ${method} ${state} ${at.toISOString()}`),
  ].join("\n");
