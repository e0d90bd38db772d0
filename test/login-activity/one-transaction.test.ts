import { createConnection, type mongo } from "mongoose";

import type { LoginActivityKind } from "../../subgraphs/login-activity/activity.ts";
import { matchedWorld, other } from "../challenge/matched-world.ts";
import { MINUTE, PASSWORD, world, wrong } from "../world.ts";
import * as documents from "../world/documents.ts";
import { mailboxOf } from "../world/inbox.ts";
import { proofsOn, somewhere } from "../world/proofs.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the } from "../world/results.ts";
import type { Server } from "../world/server.ts";
import { until } from "../world/until.ts";

const WRONG = "wrong on purpose 1";

/** What MongoDB tells of a write: those of one transaction have its number in common. */
type Write = {
  operationType: string;
  ns: { coll: string };
  fullDocument?: { kind?: string };
  lsid?: { id: { toString(encoding: string): string } };
  txnNumber?: mongo.Long | number;
};

/** Everything that is written from now on, in its order. */
const watchesWrites = async ({ env }: Server) => {
  const connection = await createConnection(env.MONGO_URL ?? "").asPromise();
  const stream = connection.db!.watch<Write>();
  const writes: Write[] = [];
  // Opened by the first look.
  await stream.tryNext();
  const ends = connection.collection("ends");
  return {
    /** All of them, once nothing more is to come. */
    all: async (): Promise<Write[]> => {
      await ends.insertOne({});
      for (let write = (await stream.next()) as unknown as Write; write.ns.coll !== "ends";) {
        writes.push(write);
        write = (await stream.next()) as unknown as Write;
      }
      await stream.close();
      await connection.close();
      return writes;
    },
  };
};

/** Signing up, in, out and wrongly; tokens that come back; data taken along. */
const inAndOut = async () => {
  const { ada, later } = await world();
  const phone = await ada.joinsOn("phone");
  the("InvalidCredentials", await phone.signsIn({ password: WRONG }));
  const copied = phone.kept.refreshToken;
  the("SignedIn", await phone.refreshes());
  await later(2 * MINUTE);
  the("SessionEnded", await phone.refreshes(copied));
  the("SignedIn", await phone.signsIn());
  await phone.reads(`mutation { exportMyData { url } }`);
  the("SignedIn", await ada.on("laptop").signsIn());
  await phone.reads(`mutation { revokeOtherSessions }`);
  await phone.reads(`mutation { signOut }`);
  the("SignedIn", await phone.signsIn());
  for (let nth = 2; nth <= 10; nth += 1) the("InvalidCredentials", await phone.reauthenticates(WRONG));
};

/** Each way in which a second step ends. */
const secondSteps = async () => {
  const right = await matchedWorld();
  the("SignedIn", await right.newPhone.submits(right.ticket, right.request.code));

  const guessed = await matchedWorld();
  for (let nth = 1; nth <= 5; nth += 1) await guessed.newPhone.submits(guessed.ticket, wrong(guessed.request.code));
  const approved = await matchedWorld();
  the("VerificationSettled", await approved.phone.approves(approved.request.id, approved.number));
  const mistaken = await matchedWorld();
  the("MatchNumberIncorrect", await mistaken.phone.approves(mistaken.request.id, other(mistaken.number)));
  const denied = await matchedWorld();
  the("VerificationSettled", await denied.phone.denies(denied.request.id, "CANCELLED"));
  const notMe = await matchedWorld();
  the("VerificationSettled", await notMe.phone.denies(notMe.request.id, "NOT_ME"));
  const cancelled = await matchedWorld();
  await cancelled.newPhone.reads(documents.CANCEL, { ticket: cancelled.ticket });
  const late = await matchedWorld();
  await late.later(31 * MINUTE);
  the("SignedIn", await late.phone.signsIn());
  await until(async () => (await late.phone.activity()).includes("VERIFICATION_EXPIRED"));
};

/** Devices that are trusted, too old, or removed; two-step verification off, and on again by an undone change. */
const devices = async () => {
  const { ada, phone, newPhone, ticket, request, stranger } = await matchedWorld();
  the("SignedIn", await newPhone.submits(ticket, request.code));
  the("AppUpdateRequired", await ada.on("an old one", { appId: "aginet", appVersion: "2.2.9" }).signsIn());
  const device = (await phone.trustedDevices()).find(({ isCurrent }) => !isCurrent);
  the("TrustedDeviceRemoved", await phone.removes(device?.id ?? ""));
  await phone.turnsOffTwoStep();
  const variables = { token: await ada.mailbox.linkTo("undo", "turned off") };
  expect((await stranger(documents.UNDO_CHANGE, { variables })).body.data.result.kind).toBe("AccountSecured");
};

/** A number, another one, an app, codes on paper, and each of them gone again. Before the clock is turned, by which the app goes. */
const methods = async () => {
  const { ada, server } = await world();
  const phone = await ada.trusts("phone", { ip: somewhere() });
  const proofs = proofsOn(phone, server.url);
  await proofs.hasPhone();
  await proofs.hasPhone();
  await proofs.hasApp("Aegis", Date.now());
  await proofs.allows("SMS", false);
  await proofs.allows("SMS", true);
  await proofs.makesCodes();
  await proofs.removesPhone();
};

/** Another password, another address, a reset at once and one that is held, the end. */
const theAccount = async () => {
  const { ada, bob } = await world();
  const phone = await ada.joinsOn("phone");
  const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  the("PasswordChanged", await phone.does(documents.CHANGE_PASSWORD, { input }));
  const newEmail = `new.${ada.email}`;
  const { ticket } = the("FlowStarted", await phone.does(documents.CHANGE_EMAIL, { newEmail }));
  const code = await mailboxOf((await world()).server.url, newEmail).code();
  the("Confirmed", await phone.does(documents.CONFIRM_EMAIL_CHANGE, { input: { ticket, code } }));
  the("AccountDeleted", await phone.does(documents.DELETE_ACCOUNT, { password: NEW_PASSWORD }));

  await bob.joinsOn("phone");
  the("PasswordReset", await bob.saves(await bob.getsResetToken()));
  const carol = (await world()).ada;
  await carol.trusts("phone");
  the("PasswordResetHeld", await carol.saves(await carol.getsResetToken(), NEW_PASSWORD, { cannotVerify: true }));
};

/** A role that is given, and what whoever has it looks at. */
const theStaff = async () => {
  const { ada, staff } = await world();
  const phone = await ada.joinsOn("phone");
  const [support, analyst] = [await staff("SUPPORT"), await staff("ANALYST", "alan")];
  const id = await phone.accountId();
  await support.phone.reads(`query ($id: ID) { account(id: $id) { id } }`, { id });
  await analyst.phone.reads(`query ($id: ID) { loginActivities(filter: { accountId: $id }) { edges { cursor } } }`, {
    id,
  });
};

const STORIES = [methods, inAndOut, secondSteps, devices, theAccount, theStaff];

/** What else is written with each row of a kind, or in place of that: nothing, where it tells of nothing but itself. */
const WRITTEN_WITH: Record<LoginActivityKind, string[]> = {
  SIGNED_UP: ["accounts"],
  SIGNED_IN: ["sessions"],
  SIGN_IN_FAILED: [],
  SIGN_IN_REFUSED_OLD_APP: ["outbox"],
  SIGNED_OUT: ["sessions"],
  SESSION_REVOKED: ["sessions"],
  TOKEN_REUSED: ["sessions"],
  VERIFICATION_REQUESTED: ["challenges"],
  // The attempt itself is spent before the code is looked at.
  VERIFICATION_FAILED: ["throttles", "challenges"],
  VERIFICATION_DENIED: ["challenges"],
  VERIFICATION_NOT_ME: ["challenges"],
  VERIFICATION_EXPIRED: ["challenges"],
  DEVICE_TRUSTED: ["installations"],
  DEVICE_REMOVED: ["installations"],
  TWO_STEP_ENABLED: ["twoSteps"],
  TWO_STEP_DISABLED: ["twoSteps"],
  METHOD_ADDED: ["phones", "authenticators", "twoSteps"],
  METHOD_REMOVED: ["phones", "authenticators", "twoSteps"],
  PASSWORD_CHANGED: ["accounts"],
  PASSWORD_RESET_REQUESTED: ["resetLinks"],
  PASSWORD_RESET: ["accounts"],
  EMAIL_CHANGED: ["accounts"],
  PHONE_CHANGED: ["phones"],
  ACCOUNT_PROTECTED: ["accounts"],
  ACCOUNT_DELETED: ["accounts"],
  ROLE_CHANGED: ["accounts"],
  DATA_EXPORTED: ["exports"],
  EMAIL_CONFIRMED: ["accounts"],
  VERIFICATION_APPROVED: ["challenges"],
  VERIFICATION_CANCELLED: ["challenges"],
  VERIFICATION_LOCKED: ["challenges"],
  RECOVERY_CODES_MADE: ["recoveryCodes"],
  STAFF_ACCESS: [],
  ATTEMPTS_LOCKED: [],
  REAUTHENTICATION_FAILED: [],
  CHANGE_UNDONE: ["undoLinks"],
  PASSWORD_RESET_HELD: ["resetHolds"],
};

describe("a row of the activity", () => {
  let writes: Write[] = [];
  beforeAll(async () => {
    const watching = await watchesWrites((await world()).server);
    try {
      for (const story of STORIES) await story();
    } finally {
      writes = await watching.all();
    }
  }, 60_000);

  const transactionOf = ({ lsid, txnNumber }: Write): string | null =>
    lsid && txnNumber !== undefined ? `${lsid.id.toString("hex")} ${txnNumber.toString()}` : null;
  const writtenWith = (row: Write): string[] =>
    writes.filter((it) => transactionOf(it) === transactionOf(row)).map(({ ns }) => ns.coll);

  it.each(Object.entries(WRITTEN_WITH))("that says %s is written in one transaction with %j", (kind, expected) => {
    const rows = writes.filter(({ ns, fullDocument }) => ns.coll === "loginActivities" && fullDocument?.kind === kind);
    expect(rows).not.toEqual([]);
    if (expected.length === 0) return;
    for (const row of rows) {
      expect(transactionOf(row)).not.toBeNull();
      expect(expected.some((it) => writtenWith(row).includes(it))).toBe(true);
    }
  });
});
