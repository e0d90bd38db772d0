import type { IncomingMessage } from "node:http";
import proxyAddr from "proxy-addr";
import type { Language } from "../subgraphs/kernel/language.ts";
import { parseAddress } from "../subgraphs/kernel/network.ts";
import { languageAsked } from "./accept-language.ts";

/** Who is at the other end of a connection, as far as the connection itself tells. */
export type Caller = { authorization: string | null; language: Language | null; ip: string };

/** Throws where the connection is gone: whose it was can't be told any more, and nobody hears an answer. */
export type ReadCaller = (request: IncomingMessage) => Caller;

/** TRUST_PROXY is a number of hops, or the networks of the proxies. Without it X-Forwarded-For is only text. */
export const callerReader = (trustProxy: string | null): ReadCaller => {
  const isTrusted = trustOf(trustProxy);
  return (request) => ({
    authorization: request.headers.authorization ?? null,
    language: languageAsked(request.headers["accept-language"]),
    ip: addressOf(request, isTrusted),
  });
};

type IsTrusted = (address: string, hop: number) => boolean;

const trustOf = (trustProxy: string | null): IsTrusted => {
  if (trustProxy === null) return () => false;
  const hops = Number(trustProxy);
  return Number.isInteger(hops) ? (_, hop) => hop < hops : proxyAddr.compile(trustProxy.split(/[\s,]+/));
};

/** What a proxy forwarded counts only where it is an address; else it is the proxy's own that is known. */
const addressOf = (request: IncomingMessage, isTrusted: IsTrusted): string => {
  const direct = request.socket.remoteAddress;
  if (direct === undefined) throw new Error("the connection is gone");
  const address = parseAddress(proxyAddr(request, isTrusted)) ?? parseAddress(direct);
  return address?.toString() ?? direct;
};
