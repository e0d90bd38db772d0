import ipaddr from "ipaddr.js";

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What networkOf() says of text that is no address. */
const UNKNOWN_NETWORK = "UNKNOWN";

/** Decimal, four parts, no leading zeros: a parser that also reads octal or "127.1" would see another address than its writer. */
const PLAIN_IPV4 = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;

/** The address, an IPv4-mapped IPv6 one as its IPv4; null when the text is none. */
export const parseAddress = (ip: string): Address | null => {
  const text = ip.trim();
  const isReadable = text.includes(":")
    ? ipaddr.IPv6.isValid(text)
    : PLAIN_IPV4.test(text) && ipaddr.IPv4.isValid(text);
  return isReadable ? ipaddr.process(text) : null;
};

/** The /24 (IPv4) or /48 (IPv6) as CIDR: what analysts see, and what is kept of an address once its whole form is cut. */
export const networkOf = (ip: string): string => {
  const address = parseAddress(ip);
  if (!address) return UNKNOWN_NETWORK;
  const isV4 = address.kind() === "ipv4";
  const kept = isV4 ? 3 : 6;
  const start = ipaddr.fromByteArray(address.toByteArray().map((byte, index) => (index < kept ? byte : 0)));
  return `${start.toString()}/${kept * 8}`;
};
