import type { IncomingMessage } from "node:http";

/** RFC 3986, 3.2.2: a name or an address, and a port. */
const HOST = /^(\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(:\d*)?$/i;

/**
 * Whether a request says once, and so that it can be read, which host it is for (RFC 9112, 3.2). No link of ours is made of it;
 * the runtime makes an address of it, and fails where that is none.
 */
export const namesItsHost = ({ headers: { host }, headersDistinct }: IncomingMessage): boolean => {
  if ((headersDistinct.host?.length ?? 0) > 1) return false;
  return !host || (HOST.test(host) && URL.canParse(`http://${host}`));
};
