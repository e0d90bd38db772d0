const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * The address in the one form that everything compares, or null. Only plain addresses: no quotes, comments, lists or
 * control characters, so that no mailer can read another recipient out of it (CVE-2025-13033). RFC 5321 4.5.3.1: 254
 * characters in all, 64 before the @.
 */
export const parseEmail = (typed: string): string | null => {
  const [local = "", domain = "", ...more] = typed.trim().split("@");
  const labels = domain.split(".");
  const isPlain =
    more.length === 0 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length >= 2 &&
    labels.every((it) => LABEL.test(it));
  return isPlain && typed.trim().length <= 254 ? `${local}@${domain}`.toLowerCase() : null;
};

/** a***@example.com */
export const maskEmail = (email: string): string => {
  const [local = "", domain = ""] = email.split("@");
  return `${local.slice(0, 1)}***@${domain}`;
};
