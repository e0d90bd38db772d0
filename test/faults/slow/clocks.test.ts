import { setTimeout as pause } from "node:timers/promises";

import { codeOf, post } from "../../world/api.ts";
import type { Device } from "../../world/device.ts";
import { the } from "../../world/results.ts";
import { eventually } from "../eventually.ts";
import { SIDES, type Fleet, type ProcessName, type Side } from "../fleet.ts";
import { inTheMiddle } from "../in-the-middle.ts";
import { stageFleet } from "../stage.ts";

const MINUTE = 60_000;
const CODE_LIFE_MS = 20_000;
const TOKEN_LIFE_MS = 20_000;
/** What two clocks that are kept in step may differ by, and an answer take. */
const TOLERANCE_MS = 3_000;

/** Nobody's clock is right, and no two that work together agree. */
const WRONG: Partial<Record<ProcessName, number>> = {
  "gateway-a": 5 * MINUTE,
  "account-a": -5 * MINUTE,
  "challenge-a": 5 * MINUTE,
  "trusted-device-a": -5 * MINUTE,
  "login-activity-a": 5 * MINUTE,
  "gateway-b": -5 * MINUTE,
  "account-b": 5 * MINUTE,
  "challenge-b": -5 * MINUTE,
  "trusted-device-b": 5 * MINUTE,
  "login-activity-b": -5 * MINUTE,
};
const ALL = Object.keys(WRONG) as ProcessName[];

let fleet: Fleet;
stageFleet(
  (it) => (fleet = it),
  () =>
    Promise.resolve({
      changes: { CODE_TTL: `${CODE_LIFE_MS}ms`, ACCESS_TOKEN_TTL: `${TOKEN_LIFE_MS}ms`, RESEND_INTERVAL: "1s" },
    }),
);

const setClocks = (offBy: (name: ProcessName) => number) =>
  Promise.all(ALL.map((name) => fleet.the(name).setsClockWrong(offBy(name))));
const wrong = (name: ProcessName): number => WRONG[name] ?? 0;

/** How far off its promised life something was when it was handed out just now. */
const offBy = (expiresAt: string, lifeMs: number): number => Math.abs(Date.parse(expiresAt) - (Date.now() + lifeMs));

const issuedAt = (token: string): number =>
  (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { iat: number }).iat * 1_000;

const accepts = async (side: Side, token: string | null) =>
  codeOf(await post(fleet[side].url, `{ me { id } }`, { token })) === null;

const areJudgedRightly = () => Promise.all([isJudgedRightly("a", "b"), isJudgedRightly("b", "a")]);

const isJudgedRightly = async (issuer: Side, judge: Side): Promise<void> => {
  const bob = fleet.person("bob");
  const phone = await bob.trusts("phone", { through: issuer });
  const laptop = bob.on("laptop", { through: issuer });
  const elsewhere = bob.on("laptop", { through: judge, installationId: laptop.installationId });
  const { ticket, challenge } = await laptop.isAsked();
  expect(offBy(challenge.expiresAt, 10 * MINUTE)).toBeLessThan(TOLERANCE_MS);
  // A code of the one side is taken by the other for as long as it lives, and no longer.
  const code = await bob.mailbox.code("verification code");
  const signedIn = the("SignedIn", await elsewhere.submits(ticket, code));
  expect(offBy(signedIn.accessTokenExpiresAt, TOKEN_LIFE_MS)).toBeLessThan(TOLERANCE_MS);
  expect(Math.abs(issuedAt(signedIn.accessToken) - Date.now())).toBeLessThan(TOLERANCE_MS);
  for (const side of SIDES) expect(await accepts(side, signedIn.accessToken)).toBe(true);

  const desktop = bob.on("desktop", { through: issuer });
  const late = await desktop.isAsked();
  const lateCode = await bob.mailbox.code("verification code");
  await pause(Math.max(CODE_LIFE_MS, TOKEN_LIFE_MS) + TOLERANCE_MS);
  for (const side of SIDES) {
    expect(await accepts(side, signedIn.accessToken)).toBe(false);
    const there: Device = bob.on("desktop", { through: side, installationId: desktop.installationId });
    expect(await there.submits(late.ticket, lateCode)).toMatchObject({ kind: "CodeIncorrect" });
  }
  the("SignedIn", await phone.refreshes());
};

describe("processes whose clocks are wrong by five minutes, each in another direction", () => {
  it("judge every code and token by one time, whichever of them issued it", async () => {
    await setClocks(wrong);
    await areJudgedRightly();
  }, 180_000);

  it("do so from their start on as well", async () => {
    await Promise.all(ALL.map((name) => fleet.kill(name)));
    await setClocks(wrong);
    await Promise.all(ALL.map((name) => fleet.restart(name)));
    await areJudgedRightly();
  }, 240_000);

  it("go on as if nothing had been when their clocks are put right in the middle of work", () =>
    inTheMiddle(
      fleet,
      () => setClocks(() => 0),
      () => eventually(() => Promise.resolve(true), 1),
    ));
});
