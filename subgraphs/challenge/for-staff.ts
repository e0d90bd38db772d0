import { maskEmail } from "../kernel/email.ts";
import type { LoginSecurity } from "./login-security.ts";
import type { Recommendation } from "./recommendation.ts";
import { recommendationWords } from "./recommendation.words.ts";
import type { SupportReport } from "./support-report.ts";

/** Of those that name devices. */
const NAMELESS: Partial<Record<Recommendation["kind"], "TURN_ON_NOTIFICATIONS" | "oldApp">> = {
  TURN_ON_NOTIFICATIONS: "TURN_ON_NOTIFICATIONS",
  UPDATE_APP: "oldApp",
};

const nameless = (it: Recommendation): Recommendation => {
  const key = NAMELESS[it.kind];
  return key ? { ...it, messageIn: (locale) => recommendationWords(locale)(key) } : it;
};

/** How an account is secured, as staff sees it: no number, and no device by the name that its owner gave it. */
export const securityForStaff = (security: LoginSecurity): LoginSecurity => ({
  ...security,
  phoneNumber: null,
  authenticators: security.authenticators.map((it) => ({ ...it, name: "authenticator" })),
  recommendations: security.recommendations.map(nameless),
});

/** Its text names nobody whole in any case, since it is pasted where many read it. */
export const reportForSupport = (report: SupportReport): SupportReport => ({
  ...report,
  email: maskEmail(report.email),
  installations: report.installations.map((it) => ({ ...it, device: { ...it.device, name: it.device.model } })),
});
