import type { NetworkKind } from "./vocabulary.ts";

/** Promise 9: the place is the internet provider's, and the person who reads it must not take it for their own. */
const SOURCE =
  "This place is estimated from the IP address and its internet provider, not from GPS, and may be far off.";

const CAUTION: Readonly<Record<NetworkKind, string>> = {
  UNKNOWN: "On a cellular network above all, it is often another city.",
  FIXED: "It may be some towns away from where the device really was.",
  CELLULAR: "This is a cellular network, where it is often another city, or even another region.",
  HOSTING: "The address belongs to a data centre, as with a VPN, so the device may have been anywhere.",
  PRIVATE: "The address belongs to a local or reserved network, so no place can be told from it.",
};

/** What people read beside a place. English; other languages will hang on a second argument. */
export const locationNotice = (network: NetworkKind): string => `${SOURCE} ${CAUTION[network]}`;
