import { MeDocument, SetLocaleDocument, TypedDocumentString } from "../../sdk/operations.ts";
import { world } from "../world.ts";
import { joins, type App } from "../world/app.ts";

const noticeOf = async (app: App) =>
  (await app.ask(MeDocument, { first: 1 })).me?.loginActivity.edges[0]?.node.location?.notice;

describe("the language of an answer", () => {
  it("is that of Accept-Language, else of the account, else English", async () => {
    const { ada, bob } = await world();
    const [adas, bobs] = [ada.app("phone"), bob.app("phone")];
    await joins(adas, ada, "sv-SE");
    await joins(bobs, bob, "fi");
    /** The same app, on a phone that is set to this. */
    const notice = ({ client, storage }: App, acceptLanguage: string) =>
      noticeOf(ada.app("phone", { app: client, storage, headers: { "accept-language": acceptLanguage } }));

    expect(await notice(adas, "*")).toMatch(/uppskattad utifrån IP-adressen/);
    expect(await notice(adas, "fi")).toMatch(/uppskattad utifrån IP-adressen/);
    expect(await notice(adas, "de-AT,de;q=0.9,en;q=0.5")).toMatch(/anhand der IP-Adresse/);
    expect(await notice(adas, "en-GB")).toMatch(/not from GPS/);
    expect(await notice(bobs, "*")).toMatch(/not from GPS/);
  });

  it("is that of the letter's reader in a letter", async () => {
    const { ada } = await world();
    await ada.app("phone").signUp({ ...ada, locale: "ru" });
    const { text, html } = await ada.mailbox.letter("Подтвердите свой адрес");
    expect(text).toMatch(/Код действует 10 минут, один раз/);
    expect(html).toContain('<html lang="ru" ');
  });

  it("is the account's in a letter to the owner of an address with which somebody signs up again", async () => {
    const { ada } = await world();
    await joins(ada.app("phone"), ada, "fr-CA");
    await ada.app("a stranger's phone").signUp({ ...ada, locale: "zh" });
    expect((await ada.mailbox.letter("Vous avez déjà un compte")).html).toContain('<html lang="fr" ');
  });

  it("is that of the letter on the page behind its link, whatever the browser would rather have", async () => {
    const { ada, server } = await world();
    await joins(ada.app("phone"), ada, "de");
    await ada.asksForReset();
    const { text } = await ada.mailbox.letter(/Passwort/);
    const { pathname, search } = new URL(/https?:\S+\/reset-password\S+/.exec(text)?.[0] ?? "");

    const page = await fetch(`${server.url}${pathname}${search}`, { headers: { "accept-language": "sv" } });
    expect(await page.text()).toContain('<html lang="de"');
  });

  it("is another as soon as its owner chooses one", async () => {
    const { ada } = await world();
    const phone = ada.app("phone");
    await joins(phone, ada);
    const { setLocale } = await phone.ask(SetLocaleDocument, { locale: "pt-BR" });
    expect(setLocale).toMatchObject({ locale: "pt-BR" });
    expect(await noticeOf(phone)).toMatch(/provedor de internet/);
  });

  it("can't be chosen by a stranger, nor be no language at all", async () => {
    const { ada } = await world();
    const phone = ada.app("phone");
    await joins(phone, ada);
    const sets = (locale: string) => phone.ask(SetLocaleDocument, { locale });
    const stranger = ada.app("a stranger's phone").ask(SetLocaleDocument, { locale: "sv" });
    await expect(stranger).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    for (const locale of [
      "",
      "../etc",
      "en_US",
      "<b>",
      `en-x-${"a".repeat(8)}${"-aaaaaaaa".repeat(9)}`,
      "sv\r\nBcc: x",
    ])
      await expect(sets(locale)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    const locale = new TypedDocumentString<{ me: object }, object>(`{ me { locale } }`);
    expect(await phone.ask(locale, {})).toEqual({ me: { locale: "en" } });
  });
});
