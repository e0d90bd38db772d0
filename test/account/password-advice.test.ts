import { world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { the } from "../world/results.ts";

const CHECK = `mutation Check($password: String!) {
  checkPassword(password: $password) { score acceptable breached advice }
}`;
const SUGGEST = `mutation Suggest($length: Int) { suggestPassword(length: $length) }`;

describe("checking a password", () => {
  it("tells a stranger how good it would be, and what would be better", async () => {
    const { stranger } = await world();
    const check = async (password: string) =>
      (await stranger(CHECK, { variables: { password } })).body.data.checkPassword as { advice: string[] };

    expect(await check("password1")).toMatchObject({ acceptable: false, breached: true });
    expect(await check("violin glacier teapot umbrella")).toMatchObject({
      score: 4,
      acceptable: true,
      breached: false,
    });
    for (const password of ["password1", "violin glacier teapot umbrella"])
      expect((await check(password)).advice).toContain("Do not use this password anywhere else.");
  });

  it("says what zxcvbn thinks of it in the language of whoever asks", async () => {
    const { stranger } = await world();
    const adviceIn = async (language: string): Promise<string[]> => {
      const headers = { "accept-language": language };
      const { body } = await stranger(CHECK, { variables: { password: "aaaaaaaaaaaa" }, headers });
      return body.data.checkPassword.advice;
    };
    expect(await adviceIn("en")).toContain("Repeated characters such as “aaa” are easy to guess.");
    const russian = await adviceIn("ru-RU");
    expect(russian).toContain("Повторы символов вроде «aaa» легко угадать.");
    for (const line of russian) expect(line).toMatch(/[а-яё]/i);
  });

  it("knows the address of whoever is signed in", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    expect((await phone.reads(CHECK, { password: ada.email })).checkPassword).toMatchObject({ acceptable: false });
  });

  it("names the field of one that is too long, and takes no long work for one that is not", async () => {
    const { stranger } = await world();
    const reply = await stranger(CHECK, { variables: { password: "a".repeat(129) } });
    expect(reply.body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "password" });
    const { body } = await stranger(CHECK, {
      variables: { password: "4@8({[<369&#!1/|0$5+7%2".repeat(6).slice(0, 128) },
    });
    expect(body.data.checkPassword.score).toBeGreaterThanOrEqual(0);
  });
});

describe("a flood of passwords to be judged", () => {
  /** Signs that zxcvbn reads as letters in many ways: the most work that 128 of them can make. */
  const HARD = "9#+9%15($/8<54@2$($40[57&200[775".repeat(4);
  const floods = async (ip: string) => {
    const { stranger } = await world();
    return Promise.all(Array.from({ length: 60 }, () => stranger(CHECK, { variables: { password: HARD }, ip })));
  };

  it("is cut to a few at once for each network, and every other network is answered meanwhile", async () => {
    const { ada, stranger } = await world();
    const flood = floods("198.51.100.7");
    const meanwhile = await stranger(CHECK, { variables: { password: "password1" }, ip: "203.0.113.5" });
    expect(meanwhile.body.data.checkPassword).toMatchObject({ breached: true });
    the("EmailConfirmationSent", await ada.on("phone").signsUp());

    const codes = (await flood).map(codeOf);
    expect(new Set(codes)).toEqual(new Set([null, "RATE_LIMITED"]));
    expect((await stranger(CHECK, { variables: { password: HARD }, ip: "198.51.100.7" })).body.errors).toBeUndefined();
  });

  it("keeps no more than its part of the queue from however many networks it comes", async () => {
    const { ada } = await world();
    const flood = Promise.all(Array.from({ length: 10 }, (_, nth) => floods(`198.51.${nth}.7`)));
    // Judged as well, and never refused: the rest of the queue is for those who mean it.
    for (const device of ["phone", "tablet", "laptop"]) the("EmailConfirmationSent", await ada.on(device).signsUp());

    expect((await flood).flat().map(codeOf)).toContain("RATE_LIMITED");
  });
});

describe("suggesting a password", () => {
  it("gives one of twenty signs that this system takes, readable, and never the same", async () => {
    const { stranger } = await world();
    const suggested = new Set<string>();
    for (let nth = 1; nth <= 10; nth += 1) suggested.add((await stranger(SUGGEST)).body.data.suggestPassword);

    expect(suggested.size).toBe(10);
    for (const password of suggested) {
      expect(password).toMatch(/^([a-hjkmnp-zA-HJ-NP-Z2-9]{5}-){3}[a-hjkmnp-zA-HJ-NP-Z2-9]{2}$/);
      const { body } = await stranger(CHECK, { variables: { password } });
      expect(body.data.checkPassword).toMatchObject({ acceptable: true });
    }
  });

  it.each([9, 10, 11, 12, 17, 18, 19, 64, 128])("makes one of %i signs that will do", async (length) => {
    const { stranger } = await world();
    const password = (await stranger(SUGGEST, { variables: { length } })).body.data.suggestPassword as string;

    expect(password).toHaveLength(length);
    expect(password).toMatch(/[^-]$/);
    const { body } = await stranger(CHECK, { variables: { password } });
    expect(body.data.checkPassword).toMatchObject({ acceptable: true });
  });

  it.each([-1, 0, 8, 129])("refuses %i signs by name", async (length) => {
    const { stranger } = await world();
    const { body } = await stranger(SUGGEST, { variables: { length } });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "length" });
  });
});
