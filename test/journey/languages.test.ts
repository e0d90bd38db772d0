import { world } from "../world.ts";
import { IN_SWEDEN } from "../world/device.ts";

const NOTICE = `{ me { loginActivity(first: 1) { edges { node { location { notice } } } } } }`;

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
    expect(html).toContain('<html lang="ru">');
  });
});
