import { world } from "../world.ts";
import { the } from "../world/results.ts";

const ADVICE = `query ($ticket: String!) { verificationChallenge(ticket: $ticket) { deliveries { method advice } } }`;
const RECOMMENDED = `{ me { loginSecurity { recommendations { kind message } } } }`;
const REGISTER = `mutation ($token: String!) {
  registerPushToken(input: { token: $token, notificationsAllowed: true }) { notifications }
}`;

describe("what a person is told while a code is on its way", () => {
  it("is in the language of the account, on the locked screen, in the letter and in the advice", async () => {
    const { ada, inbox } = await world();
    const phone = await ada.trusts("phone", { locale: "de-CH" });
    const token = `token-of-${ada.email}`;
    await phone.reads(REGISTER, { token });

    const laptop = ada.on("laptop");
    const { ticket } = await laptop.isAsked();
    the("CodeSent", await laptop.asksForCode(ticket, "EMAIL"));
    await ada.mailbox.letter("Ihr Bestätigungscode");
    const push = (await inbox()).find(({ to }) => to === token);
    expect(push?.subject).toBe("Melden Sie sich gerade an?");
    expect(push?.text).toMatch(
      /^Ein Bestätigungscode für laptop \(.+\) wartet\. Öffnen Sie die App, um ihn zu sehen\.$/,
    );

    // Whoever holds the ticket is not signed in: only the account's own language is known.
    const { verificationChallenge } = await laptop.reads(ADVICE, { ticket }, { token: null });
    const advice = verificationChallenge.deliveries.flatMap((it: { advice: string[] }) => it.advice) as string[];
    expect(advice).toContain("Sehen Sie im Spam- oder Junk-Ordner nach.");
    expect(advice).toContain("Lassen Sie sich den Code stattdessen per E-Mail senden.");
  });

  it("speaks the language of Accept-Language where one is asked for", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone", { locale: "de" });
    const asked = { headers: { "accept-language": "zh-CN,zh;q=0.9" } };
    const { me } = await phone.reads(RECOMMENDED, {}, asked);
    expect(me.loginSecurity.recommendations).toContainEqual({
      kind: "ENABLE_TWO_STEP",
      message: "请开启两步验证，这样仅凭密码无法登录您的账号。",
    });
  });
});
