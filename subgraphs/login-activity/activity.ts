import type { DeviceDescription, Location, RiskSignal, Role, VerificationMethod } from "../kernel/vocabulary.ts";

export const LOGIN_ACTIVITY_KINDS = [
  "SIGNED_UP",
  "SIGNED_IN",
  "SIGN_IN_FAILED",
  "SIGN_IN_REFUSED_OLD_APP",
  "SIGNED_OUT",
  "SESSION_REVOKED",
  "TOKEN_REUSED",
  "VERIFICATION_REQUESTED",
  "VERIFICATION_FAILED",
  "VERIFICATION_DENIED",
  "VERIFICATION_NOT_ME",
  "VERIFICATION_EXPIRED",
  "DEVICE_TRUSTED",
  "DEVICE_REMOVED",
  "TWO_STEP_ENABLED",
  "TWO_STEP_DISABLED",
  "METHOD_ADDED",
  "METHOD_REMOVED",
  "PASSWORD_CHANGED",
  "PASSWORD_RESET_REQUESTED",
  "PASSWORD_RESET",
  "EMAIL_CHANGED",
  "PHONE_CHANGED",
  "ACCOUNT_PROTECTED",
  "ACCOUNT_DELETED",
  "ROLE_CHANGED",
  "DATA_EXPORTED",
  "EMAIL_CONFIRMED",
  "VERIFICATION_APPROVED",
  "VERIFICATION_CANCELLED",
  "VERIFICATION_LOCKED",
  "RECOVERY_CODES_MADE",
  "STAFF_ACCESS",
  "ATTEMPTS_LOCKED",
  "REAUTHENTICATION_FAILED",
  "CHANGE_UNDONE",
  "PASSWORD_RESET_HELD",
] as const;
export type LoginActivityKind = (typeof LOGIN_ACTIVITY_KINDS)[number];

/** What was tried and did not come about; all else did. */
const CAME_TO_NOTHING: ReadonlySet<LoginActivityKind> = new Set<LoginActivityKind>([
  "SIGN_IN_FAILED",
  "SIGN_IN_REFUSED_OLD_APP",
  "VERIFICATION_REQUESTED",
  "VERIFICATION_FAILED",
  "VERIFICATION_DENIED",
  "VERIFICATION_NOT_ME",
  "VERIFICATION_EXPIRED",
  "VERIFICATION_CANCELLED",
  "VERIFICATION_LOCKED",
  "PASSWORD_RESET_REQUESTED",
  "ATTEMPTS_LOCKED",
  "REAUTHENTICATION_FAILED",
]);

export const hasSucceeded = ({ kind }: Pick<LoginActivity, "kind">): boolean => !CAME_TO_NOTHING.has(kind);

/** One row of what happened. Place and risks are as they were then. */
export type LoginActivity = {
  id: string;
  at: Date;
  kind: LoginActivityKind;
  accountId: string | null;
  appId: string | null;
  appVersion: string | null;
  device: DeviceDescription | null;
  installationId: string | null;
  staffRole: Role | null;
  wasMe: boolean | null;
  method: VerificationMethod | null;
  /** Whole, or only its network once it is old. */
  ipAddress: string | null;
  /** Where nobody needs the whole address: the /24 or /48. */
  network: string | null;
  location: Location | null;
  risks: RiskSignal[];
};

/** What a row is made from: where it came from is told once, as an origin. */
export type NewLoginActivity = Pick<LoginActivity, "kind" | "accountId"> &
  Partial<Pick<LoginActivity, "method" | "staffRole">>;

/** With what is kept beside a row and never shown: where exactly the provider puts the address. */
export type StoredActivity = LoginActivity & { coordinates: { latitude: number; longitude: number } | null };

/** What tells whether a sign-in is like those before it. */
export type FromWhere = Pick<StoredActivity, "at" | "installationId" | "location" | "coordinates">;

export type ActivityFilter = {
  from?: Date | null;
  to?: Date | null;
  kinds?: LoginActivityKind[] | null;
  appIds?: string[] | null;
  countryCodes?: string[] | null;
  methods?: VerificationMethod[] | null;
  risks?: RiskSignal[] | null;
  accountId?: string | null;
};

/** A place in the list, newest first. */
export type Position = Pick<LoginActivity, "at" | "id">;

export interface Activities {
  add(activity: StoredActivity): Promise<void>;
  byIds(ids: string[]): Promise<StoredActivity[]>;
  /** Newest first, those after the position. */
  page(filter: ActivityFilter, count: number, after: Position | null): Promise<StoredActivity[]>;
  /** Of its owner. What was disowned stays so; disowning a row takes back every yes to its installation. Joins the transaction. */
  answer(row: Pick<LoginActivity, "id" | "accountId" | "installationId">, wasMe: boolean): Promise<void>;
  /** The newest rows that their owner said were theirs. */
  confirmedOf(accountId: string, count: number): Promise<FromWhere[]>;
  /** The newest successful sign-ins that were not disowned. */
  signInsOf(accountId: string, count: number): Promise<FromWhere[]>;
  /** Ends the oldest rows from before this moment, at most so many; how many it ended. */
  removeBefore(before: Date, count: number): Promise<number>;
  /** Of the oldest rows from before this moment whose address is whole, only the network stays; how many those were. */
  cutAddressesBefore(before: Date, count: number): Promise<number>;
  hasSignedInFrom(accountId: string, network: string, since: Date): Promise<boolean>;
  /** Takes the person, and what would tell who it was, out of the rows. */
  forget(accountId: string): Promise<void>;
  /** Counts no further than `most`. */
  countSince(accountId: string, kinds: LoginActivityKind[], since: Date, most: number): Promise<number>;
}
