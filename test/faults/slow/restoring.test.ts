import { codeOf, post } from "../../world/api.ts";
import { runProgram } from "../../world/programs.ts";
import { the } from "../../world/results.ts";
import { resetOf } from "../../world/reset.ts";
import { SIDES, type Fleet, type ProcessName } from "../fleet.ts";
import { stageOnMortalMongod, type MortalMongod } from "../stage.ts";

let mongod: MortalMongod;
let fleet: Fleet;
stageOnMortalMongod((...staged) => ([fleet, mongod] = staged));

const ALL = SIDES.flatMap((side) =>
  (["gateway", "account", "challenge", "trusted-device", "login-activity"] as const).map(
    (name): ProcessName => `${name}-${side}`,
  ),
);

/** What an operator does: stop all, put the backup in its place, void what it brings back, start all. */
const putsTheBackupBack = async (): Promise<string> => {
  await Promise.all(ALL.map((name) => fleet.kill(name, "SIGTERM")));
  await mongod.restore();
  const { code, output, errors } = await runProgram("gateway/admin.ts", ["after-restore"], fleet.env);
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  await Promise.all(ALL.map((name) => fleet.restart(name)));
  return output;
};

describe("a backup that was put back", () => {
  it("brings back no session, no trust, no code and no link that was handed out before", async () => {
    const ada = fleet.person("ada");
    const phone = await ada.trusts("phone");
    const tablet = ada.on("tablet");
    const asked = await tablet.isAsked();
    the("SignedIn", await tablet.submits(asked.ticket, await ada.mailbox.code("verification code")));
    const laptop = ada.on("laptop");
    const { ticket } = await laptop.isAsked();
    const code = await ada.mailbox.code("verification code");
    const website = resetOf({ url: fleet.a.url, email: ada.email, mailbox: ada.mailbox });
    const link = await website.getsResetToken();
    const stranger = fleet.person("stranger");
    const strange = stranger.on("phone");
    the("EmailConfirmationSent", await strange.signsUp());
    const confirmation = await stranger.mailbox.code();
    await mongod.backUp();

    // What happens after it will not have happened.
    the("SignedIn", await laptop.submits(ticket, code));
    const tabletId = (await tablet.trustedDevices()).find(({ isCurrent }) => isCurrent)?.id ?? "";
    the("TrustedDeviceRemoved", await phone.removes(tabletId));
    const carol = await fleet.person("carol").joinsOn("phone");

    expect(await putsTheBackupBack()).toMatch(/^Ended \d+ sessions, \d+ open challenges and the trust of 2 devices;/);

    for (const side of SIDES)
      for (const { kept } of [phone, tablet, laptop, carol]) {
        const reply = await post(fleet[side].url, `{ me { id } }`, { token: kept.accessToken });
        expect(codeOf(reply)).toBe("UNAUTHENTICATED");
      }
    for (const device of [phone, tablet, laptop, carol])
      expect(await device.refreshes()).toMatchObject({ kind: "SessionEnded" });
    expect(await laptop.submits(ticket, code)).toMatchObject({ kind: "ChallengeClosed", status: "CANCELLED" });
    expect(await website.saves(link)).toMatchObject({ kind: "ResetLinkInvalid" });
    expect((await strange.confirms(confirmation)).kind).not.toBe("SignedIn");

    // Nobody is shut out: the password and a new code open the account, and no device is let in without one.
    for (const device of [tablet, phone]) {
      const again = await device.isAsked();
      the("SignedIn", await device.submits(again.ticket, await ada.mailbox.code("verification code")));
    }
  });
});
