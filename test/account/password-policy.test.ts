import { readBreachedPasswords } from "../../subgraphs/account/breached-passwords.ts";
import { passwordStrength } from "../../subgraphs/account/password-strength.ts";
import { passwordWords } from "../../subgraphs/account/password.words.ts";
import { passwordLength, refuseTooLong } from "../../subgraphs/account/password.ts";

const check = passwordStrength();
/** What a sign-up of ada.lovelace@example.com tells it. */
const OWN_WORDS = ["ada.lovelace@example.com", "ada", "lovelace", "example", "com", "countersign"];

describe("a password", () => {
  it.each(["password", "12345678", "qwertyuiop", "Password1!", "iloveyou123", "countersign", "aaaaaaaaaaaa"])(
    "%j is too easy to guess",
    async (password) => {
      const { acceptable, adviceIn } = await check(password, OWN_WORDS);
      expect(acceptable).toBe(false);
      expect(adviceIn("en").length).toBeGreaterThan(3);
    },
  );

  it.each([
    "horse staple orbit lantern",
    "tr0ub4dor & several others",
    "🦊🐻🦁🐯🦅🐙🦋🐢",
    "Füchse jagen quer durch Bayern",
  ])("%j will do, with no rule about which signs are in it", async (password) => {
    expect(await check(password, OWN_WORDS)).toMatchObject({ acceptable: true, breached: false });
  });

  it("made of the address is refused", async () => {
    expect((await check("ada.lovelace@example.com", OWN_WORDS)).acceptable).toBe(false);
    expect((await check("lovelace-ada", OWN_WORDS)).acceptable).toBe(false);
  });

  it("that is known from a breach says so", async () => {
    expect(await check("password", [])).toMatchObject({ breached: true, acceptable: false });
    expect(await check("PASSWORD", [])).toMatchObject({ breached: true });
  });

  it.each(["1q2w3e4r5t6y7u8i9o0p", "LiverpoolFC1892", "iloveyouforever1", "correcthorsebatterystaple"])(
    "%j is known from a breach, by a list that needs nobody's help",
    async (password) => {
      for (const typed of [password, password.toUpperCase()])
        expect(await check(typed, [])).toMatchObject({ breached: true, acceptable: false });
    },
  );

  it("that nobody has used is hardly ever taken for a breached one", async () => {
    const isBreached = await readBreachedPasswords();
    const taken = Array.from({ length: 20_000 }, (_, nth) => `never used ${nth} before`).filter(isBreached);
    expect(taken.length).toBeLessThan(60);
  });

  it("made of the name of an app is refused", async () => {
    const withApps = passwordStrength(["Kasa", "Web portal", "Aginet"]);
    expect((await withApps("aginetAGINET", [])).acceptable).toBe(false);
  });

  it("needs eight characters, of which an emoji is one", async () => {
    expect((await check("kQ7!zp2", [])).acceptable).toBe(false);
    expect(passwordLength("🦊🐻🦁🐯🦅🐙🦋🐢")).toBe(8);
    expect(passwordLength("e\u0301")).toBe(1);
  });

  it("may have 128 characters, and is never cut", () => {
    expect(() => refuseTooLong("ž".repeat(128), "password")).not.toThrow();
    expect(() => refuseTooLong("🦊".repeat(128), "password")).not.toThrow();
    expect(() => refuseTooLong("a".repeat(129), "password")).toThrow("128");
    expect(() => refuseTooLong("a".repeat(1_000_000), "password")).toThrow("128");
  });

  it("is judged in words that we have, whatever zxcvbn says of it", async () => {
    const { translations } = await import("@zxcvbn-ts/language-en");
    // Only its plugin that asks a service on the internet says this.
    const said = [...Object.keys(translations.warnings), ...Object.keys(translations.suggestions)];
    const known = new Set(Object.keys(passwordWords.catalogue.en));
    expect(said.filter((it) => it !== "pwned" && !known.has(it))).toEqual([]);
  });
});
