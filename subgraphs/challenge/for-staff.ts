import { maskEmail } from "../kernel/email.ts";
import type { LoginSecurity } from "./login-security.ts";
import type { Recommendation } from "./recommendation.ts";
import type { SupportReport } from "./support-report.ts";

/** Of those that name devices. */
const NAMELESS: Partial<Record<Recommendation["kind"], string>> = {
  TURN_ON_NOTIFICATIONS: "Allow notifications, so that codes arrive when the app is closed.",
  UPDATE_APP: "An app is too old to sign in with two-step verification on: update it.",
};

/** How an account is secured, as staff sees it: no number, and no device by the name that its owner gave it. */
export const securityForStaff = (security: LoginSecurity): LoginSecurity => ({
  ...security,
  phoneNumber: null,
  authenticators: security.authenticators.map((it) => ({ ...it, name: "authenticator" })),
  recommendations: security.recommendations.map((it) => ({ ...it, message: NAMELESS[it.kind] ?? it.message })),
});

/** Its text names nobody whole in any case, since it is pasted where many read it. */
export const reportForSupport = (report: SupportReport): SupportReport => ({
  ...report,
  email: maskEmail(report.email),
  installations: report.installations.map((it) => ({ ...it, device: { ...it.device, name: it.device.model } })),
});
