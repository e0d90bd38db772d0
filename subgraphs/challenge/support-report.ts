import type { Clock } from "../kernel/clock.ts";
import { maskEmail } from "../kernel/email.ts";
import { notFound } from "../kernel/refusal.ts";
import type { AccountPort } from "../account/port.ts";
import type { KnownInstallation, TrustedDevicePort } from "../trusted-device/port.ts";
import type { CodeDelivery } from "./delivery.ts";
import type { ReadLoginSecurity, TwoStepVerification } from "./login-security.ts";
import type { MethodOption } from "./methods.ts";

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

type Needs = {
  account: Pick<AccountPort, "account">;
  devices: Pick<TrustedDevicePort, "installationsOf">;
  readLoginSecurity: ReadLoginSecurity;
  recentDeliveries: (accountId: string) => Promise<CodeDelivery[]>;
  now: Clock;
};

export const supportReport =
  ({ account, devices, readLoginSecurity, recentDeliveries, now }: Needs) =>
  async (accountId: string): Promise<SupportReport> => {
    const whose = await account.account(accountId);
    if (!whose) throw notFound("account");
    const { twoStepVerification, methods } = await readLoginSecurity(accountId);
    const known = await devices.installationsOf(accountId, now());
    const report = {
      accountId,
      email: whose.email,
      twoStepVerification,
      methods,
      installations: known.map((it) => ({ ...it, app: { id: it.appId } })),
      deliveries: await recentDeliveries(accountId),
    };
    return { ...report, text: asText(report) };
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
    `Account ${accountId} (${maskEmail(email)})`,
    `Two-step verification: ${twoStepVerification.enabledAt ? `on since ${twoStepVerification.enabledAt.toISOString()}` : "off"}`,
    `Methods: ${methods.map(({ method, destination }) => [method, destination].filter(Boolean).join(" ")).join(", ")}`,
    "Installations:",
    ...installations.map(
      ({ appId, appVersion, device, trusted, lastSeenAt }) =>
        `- ${appId} ${appVersion} on ${device.model}, ${device.osName} ${device.osVersion}${trusted ? ", trusted" : ""}, last seen ${lastSeenAt.toISOString()}`,
    ),
    "Codes sent:",
    ...deliveries.map(({ method, state, at }) => `- ${method} ${state} ${at.toISOString()}`),
  ].join("\n");
