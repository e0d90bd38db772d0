import { world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { IN_SWEDEN } from "../world/device.ts";

const NOTICE = `{ me { loginActivity(first: 1) { edges { node { location { notice } } } } } }`;

const SET_LOCALE = `mutation ($locale: Locale!) { setLocale(locale: $locale) { locale } }`;

describe("the language of an answer", () => {
  it("is that of Accept-Language, else of the account, else English", async () => {
    const { ada, bob } = await world();
    const swedish = await ada.joinsOn("phone", { locale: "sv-SE", ip: IN_SWEDEN });
    const unknown = await bob.joinsOn("phone", { locale: "fi", ip: IN_SWEDEN });
    const notice = async (device: typeof swedish, acceptLanguage: string) => {
      const { me } = await device.reads(NOTICE, {}, { headers: { "accept-language": acceptLanguage } });
      return me.loginActivity.edges[0].node.location.notice as string;
    };

    expect(await notice(swedish, "*")).toMatch(/uppskattad utifrån IP-adressen/);
    expect(await notice(swedish, "fi")).toMatch(/uppskattad utifrån IP-adressen/);
    expect(await notice(swedish, "de-AT,de;q=0.9,en;q=0.5")).toMatch(/anhand der IP-Adresse/);
    expect(await notice(swedish, "en-GB")).toMatch(/not from GPS/);
    expect(await notice(unknown, "*")).toMatch(/not from GPS/);
  });

  it("is that of the letter's reader in a letter", async () => {
    const { ada } = await world();
    await ada.on("phone", { locale: "ru" }).signsUp();
    const { text, html } = await ada.mailbox.letter("Подтвердите свой адрес");
    expect(text).toMatch(/Код действует 10 минут, один раз/);
    expect(html).toContain('<html lang="ru" ');
  });

  it("is the account's in a letter to the owner of an address with which somebody signs up again", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone", { locale: "fr-CA" });
    await ada.on("a stranger's phone", { locale: "zh" }).signsUp();
    expect((await ada.mailbox.letter("Vous avez déjà un compte")).html).toContain('<html lang="fr" ');
  });

  it("is that of the letter on the page behind its link, whatever the browser would rather have", async () => {
    const { ada, server } = await world();
    await ada.joinsOn("phone", { locale: "de" });
    await ada.asksForReset();
    const { text } = await ada.mailbox.letter(/Passwort/);
    const { pathname, search } = new URL(/https?:\S+\/reset-password\S+/.exec(text)?.[0] ?? "");

    const page = await fetch(`${server.url}${pathname}${search}`, { headers: { "accept-language": "sv" } });
    expect(await page.text()).toContain('<html lang="de"');
  });

  it("is another as soon as its owner chooses one", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const chosen = await phone.reads(SET_LOCALE, { locale: "pt-BR" });
    expect(chosen).toEqual({ setLocale: { locale: "pt-BR" } });
    const { me } = await phone.reads(NOTICE);
    expect(me.loginActivity.edges[0].node.location.notice).toMatch(/provedor de internet/);
  });

  it("can't be chosen by a stranger, nor be no language at all", async () => {
    const { ada, stranger } = await world();
    const phone = await ada.joinsOn("phone");
    expect(codeOf(await stranger(SET_LOCALE, { variables: { locale: "sv" } }))).toBe("UNAUTHENTICATED");
    for (const locale of [
      "",
      "../etc",
      "en_US",
      "<b>",
      `en-x-${"a".repeat(8)}${"-aaaaaaaa".repeat(9)}`,
      "sv\r\nBcc: x",
    ])
      expect(codeOf(await phone.sends(SET_LOCALE, { locale }))).toBe("BAD_USER_INPUT");
    expect((await phone.reads(`{ me { locale } }`)).me.locale).toBe("en");
  });
});
