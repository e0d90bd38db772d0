import { createSecrets, digest, isEqual, newSixDigits, newToken } from "../../subgraphs/kernel/secret.ts";
import { stampedTokens } from "../../subgraphs/kernel/stamped-token.ts";

const secrets = createSecrets("a root key that is long enough for a test");
const others = createSecrets("another root key that is long enough too");

describe("server keys", () => {
  it("are one for each purpose and root key, and the same at each start", () => {
    const macs = [
      secrets.mac("code", "value"),
      secrets.mac("identity", "value"),
      secrets.mac("code", "another"),
      others.mac("code", "value"),
    ];
    expect(new Set(macs).size).toBe(4);
    expect(createSecrets("a root key that is long enough for a test").mac("code", "value")).toBe(macs[0]);
  });

  it("seal so that only the same key, purpose and context open, and never the same twice", () => {
    const sealed = secrets.seal("outbox", "the code is 123456", "letter 1");

    expect(secrets.open("outbox", sealed, "letter 1")).toBe("the code is 123456");
    expect(secrets.seal("outbox", "the code is 123456", "letter 1")).not.toBe(sealed);
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("123456");
    expect(() => secrets.open("outbox", sealed, "letter 2")).toThrow();
    expect(() => secrets.open("shown-code", sealed, "letter 1")).toThrow();
    expect(() => others.open("outbox", sealed, "letter 1")).toThrow();
    const changed = Buffer.from(sealed, "base64url");
    changed[changed.length - 1]! ^= 1;
    expect(() => secrets.open("outbox", changed.toString("base64url"), "letter 1")).toThrow();
    expect(() => secrets.open("outbox", "", "letter 1")).toThrow();
  });
});

describe("what is held by a client", () => {
  it("is 256 bits that never come twice", () => {
    const tokens = Array.from({ length: 1_000 }, newToken);
    expect(new Set(tokens).size).toBe(1_000);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  });

  it("is compared whole", () => {
    expect([isEqual("same", "same"), isEqual("same", "sane"), isEqual("same", "same!"), isEqual("", "")]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

describe("six digits", () => {
  it("are each equally likely in each place, the leading zero as well", () => {
    const codes = Array.from({ length: 20_000 }, newSixDigits);
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    for (let place = 0; place < 6; place += 1) {
      const counts = Array.from(
        { length: 10 },
        (_, digit) => codes.filter((code) => Number(code[place]) === digit).length,
      );
      const chiSquare = counts.reduce((sum, count) => sum + (count - 2_000) ** 2 / 2_000, 0);
      // Nine degrees of freedom: beyond this once in ten million runs.
      expect(chiSquare).toBeLessThan(50);
    }
  });
});

describe("a token that rotates", () => {
  const tokens = stampedTokens(secrets, "refresh-token");

  it("is read as what it was made for", () => {
    const made = tokens.make("family", 7);

    expect(tokens.read(made.token)).toEqual({ id: "family", count: 7, token: made.token, digest: digest(made.token) });
  });

  it("has one successor, which tells nothing to somebody without the key", () => {
    const old = tokens.make("family", 1);
    const next = tokens.next(old);

    expect(tokens.next(old)).toEqual(next);
    expect(next).toMatchObject({ id: "family", count: 2 });
    expect(tokens.next(tokens.make("family", 1)).token).not.toBe(next.token);
    expect(stampedTokens(others, "refresh-token").next(old).token).not.toBe(next.token);
  });

  it("is not read when it was made up, changed, or made for something else", () => {
    const { token } = tokens.make("family", 1);
    const [id = "", count = "", secret = "", mac = ""] = token.split(".");
    const made = [
      "",
      "....",
      `${id}.${count}.${secret}`,
      `other.${count}.${secret}.${mac}`,
      `${id}.2.${secret}.${mac}`,
      `${id}.${count}.${newToken()}.${mac}`,
      `${token}.`,
      `${token}x`,
      stampedTokens(others, "refresh-token").make("family", 1).token,
      stampedTokens(secrets, "device-token").make("family", 1).token,
    ];

    for (const each of made) expect(tokens.read(each)).toBeNull();
  });
});
