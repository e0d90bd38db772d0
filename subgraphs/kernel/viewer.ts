import type { Clock } from "./clock.ts";
import type { Language } from "./language.ts";
import { isEqual, type Secrets } from "./secret.ts";
import type { StaffRole } from "./vocabulary.ts";

/** Who sent this request, proven by an access token. */
export type Viewer = {
  accountId: string;
  sessionId: string;
  installationId: string;
  appId: string;
  appVersion: string;
};

/** Somebody else's account, as staff opened it: for one operation, and told in that person's activity. */
export type Opened = { accountId: string; role: StaffRole };

/** What the gateway vouches for with each operation. */
export type Identity = {
  viewer: Viewer | null;
  /** What staff opened earlier in this operation. */
  opened?: Opened[];
  /** A token came with the request, and it was bad, expired or of an ended session. */
  hasBadToken: boolean;
  /** Of the client, as far as TRUST_PROXY lets it be known. */
  ip: string;
  /** The first of Accept-Language that we speak, or null. `Context.language` says what to answer in. */
  language: Language | null;
  requestId: string;
};

/** Under which name an identity travels in the `extensions` of a request to a subgraph, and an admission in those of its answer. */
export const IDENTITY = "countersignIdentity";
export const ADMISSION = "countersignAdmission";

/** Long enough for a slow hop, too short to be worth stealing. */
const IDENTITY_LIFE_MS = 30_000;

export interface IdentitySeal {
  sign(identity: Identity): string;
  /** For whoever answers it: a subgraph of this process reads it as it is, and on its way to another it is signed. */
  vouch(identity: Identity): Vouched;
  /** Null for whatever this system's gateway did not sign just now. */
  verify(signed: unknown): Identity | null;
}

/** What nobody can send here: over a wire come texts and plain objects. Written as JSON it is the signed text. */
class Vouched {
  constructor(
    readonly identity: Identity,
    private readonly sign: (identity: Identity) => string,
  ) {}

  toJSON(): string {
    return this.sign(this.identity);
  }
}

type Needs = { secrets: Secrets; now: Clock };

/** HMAC over JSON: one key on both sides, both ours. Subgraphs trust nothing else about a caller. */
export const identitySeal = ({ secrets, now }: Needs): IdentitySeal => {
  const sign = (identity: Identity): string => {
    const body = Buffer.from(JSON.stringify({ ...identity, at: now().getTime() })).toString("base64url");
    return `${body}.${secrets.mac("identity", body)}`;
  };
  return {
    sign,
    vouch: (identity) => new Vouched(identity, sign),
    verify: (signed) => {
      if (signed instanceof Vouched) return signed.identity;
      if (typeof signed !== "string") return null;
      const [body = "", mac = ""] = signed.split(".");
      if (!isEqual(mac, secrets.mac("identity", body))) return null;
      const { at, ...identity } = JSON.parse(Buffer.from(body, "base64url").toString()) as Identity & { at: number };
      return Math.abs(now().getTime() - at) <= IDENTITY_LIFE_MS ? identity : null;
    },
  };
};

/** What the rest of an operation may see that its beginning might not: a new viewer's own, or what staff opened. */
export type Admission = { viewer: Viewer | null; opened: Opened[] };

export interface AdmissionSeal {
  sign(admission: Admission): string;
  verify(signed: unknown): Admission | null;
}

/**
 * A root field that signs in has no viewer when it is called, and its answer walks into what only its viewer may see.
 * The subgraph therefore returns the new viewer, signed; the gateway takes it for the rest of that operation alone. So it is
 * with an account that staff opens.
 */
export const admissionSeal = (secrets: Secrets): AdmissionSeal => ({
  sign: (admission) => {
    const body = Buffer.from(JSON.stringify(admission)).toString("base64url");
    return `${body}.${secrets.mac("admission", body)}`;
  },
  verify: (signed) => {
    if (typeof signed !== "string") return null;
    const [body = "", mac = ""] = signed.split(".");
    return isEqual(mac, secrets.mac("admission", body))
      ? (JSON.parse(Buffer.from(body, "base64url").toString()) as Admission)
      : null;
  },
});
