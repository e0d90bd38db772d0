import type { VerificationMethod } from "../../kernel/vocabulary.ts";
import type { Verification } from "../verification.ts";
import { stepOf } from "./answer-times.ts";
import { cut, risksOf, type Fact } from "./dimension.ts";
import { hash32 } from "./hash.ts";

/** How a second step went, as one value: so that roll-ups can count those that went alike, and any question be answered from it. */
export type Flow = {
  method: VerificationMethod;
  sent: VerificationMethod[];
  isAcknowledged: boolean;
  answeredBy: VerificationMethod | null;
  hasSignedIn: boolean;
};

const nameOf = ({ method, sends, acknowledgedAt, answeredBy, signedInAt }: VerificationRow): string =>
  [
    method,
    sends
      .map((it) => it.method)
      .sort()
      .join("+"),
    ...[acknowledgedAt ? "acknowledged" : "", answeredBy ?? "", signedInAt ? "signed in" : ""],
  ].join("|");

export const flowNamed = (name: string): Flow => {
  const [method = "", sent = "", acknowledged, answeredBy, signedIn] = name.split("|");
  return {
    method: method as VerificationMethod,
    sent: (sent ? sent.split("+") : []) as VerificationMethod[],
    isAcknowledged: Boolean(acknowledged),
    answeredBy: answeredBy ? (answeredBy as VerificationMethod) : null,
    hasSignedIn: Boolean(signedIn),
  };
};

/** What a funnel needs of a row. */
export type VerificationRow = Omit<Verification, "id">;

const answerStepOf = ({ answeredAt, answeredBy, askedAt, sends }: VerificationRow): number | null => {
  if (!answeredAt) return null;
  const since = sends.find(({ method }) => method === answeredBy)?.at ?? askedAt;
  return stepOf(answeredAt.getTime() - since.getTime());
};

export const verificationFact = (row: VerificationRow): Fact => ({
  at: row.askedAt,
  account: hash32(row.accountId),
  values: {
    APP: cut(row.appId),
    APP_VERSION: cut(row.appVersion),
    COUNTRY: row.location?.countryCode ?? null,
    NETWORK: row.location?.network ?? null,
    OS: cut(row.osName),
    RISKS: risksOf(row.risks),
    FLOW: nameOf(row),
  },
  answerStep: answerStepOf(row),
});
