import { RegisterPushTokenDocument, MeDocument, VerificationChallengeDocument } from "../../sdk/operations.ts";
import { world } from "../world.ts";
import { be, joins, next, turnsOnTwoStep } from "../world/app.ts";

describe("what a person is told while a code is on its way", () => {
  it("is in the language of the account, on the locked screen, in the letter and in the advice", async () => {
    const { ada, inbox } = await world();
    const phone = ada.app("phone");
    await joins(phone, ada, "de-CH");
    await turnsOnTwoStep(phone, ada);
    const token = `token-of-${ada.email}`;
    await phone.ask(RegisterPushTokenDocument, { input: { token, notificationsAllowed: true } });

    const laptop = ada.app("laptop");
    const asked = be("VerificationRequired", await laptop.signIn(ada));
    const flow = laptop.codeFlow(asked);
    await flow.send("EMAIL");
    await next(flow, "CodeSent");
    await ada.mailbox.letter("Ihr Bestätigungscode");
    const push = (await inbox()).find(({ to }) => to === token);
    expect(push?.subject).toBe("Melden Sie sich gerade an?");
    expect(push?.text).toMatch(
      /^Ein Bestätigungscode für laptop \(.+\) wartet\. Öffnen Sie die App, um ihn zu sehen\.$/,
    );

    // Whoever holds the ticket is not signed in: only the account's own language is known.
    const standing = await laptop.ask(VerificationChallengeDocument, { ticket: asked.ticket });
    const advice = standing.verificationChallenge?.deliveries.flatMap((it) => it.advice);
    expect(advice).toContain("Sehen Sie im Spam- oder Junk-Ordner nach.");
    expect(advice).toContain("Lassen Sie sich den Code stattdessen per E-Mail senden.");
  });

  it("speaks the language of Accept-Language where one is asked for", async () => {
    const { ada } = await world();
    const phone = ada.app("phone", { headers: { "accept-language": "zh-CN,zh;q=0.9" } });
    await joins(phone, ada, "de");
    const { me } = await phone.ask(MeDocument, { first: 1 });
    expect(me?.loginSecurity.recommendations).toContainEqual({
      kind: "ENABLE_TWO_STEP",
      message: "请开启两步验证，这样仅凭密码无法登录您的账号。",
    });
  });
});
