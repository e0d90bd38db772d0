import fastCheck from "fast-check";

import { maskEmail, parseEmail } from "../../subgraphs/kernel/email.ts";
import { networkOf, parseAddress } from "../../subgraphs/kernel/network.ts";
import { readSixDigits } from "../../subgraphs/kernel/six-digits.ts";

describe("a mail address", () => {
  it.each([
    ["ada@example.com", "ada@example.com"],
    ["  Ada.Lovelace+Home@Example.COM ", "ada.lovelace+home@example.com"],
    ["a@b.co", "a@b.co"],
    ["o'hara_1@sub.example-mail.org", "o'hara_1@sub.example-mail.org"],
    [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
  ])("%j is read as %j", (typed, email) => {
    expect(parseEmail(typed)).toBe(email);
  });

  it.each([
    "",
    "ada",
    "@example.com",
    "ada@",
    "ada@localhost",
    "ada@@example.com",
    "ada@example..com",
    ".ada@example.com",
    "ada.@example.com",
    "a..b@example.com",
    "ada@-example.com",
    "ada@example.com-",
    `${"a".repeat(65)}@example.com`,
    `ada@${"a".repeat(64)}.com`,
    `ada@${"a.".repeat(130)}com`,
    '"ada"@example.com',
    "ada(comment)@example.com",
    "ada@example.com,eve@example.com",
    "ada@example.com eve@example.com",
    "<ada@example.com>",
    "ada@[127.0.0.1]",
    "ada@example.com\nBcc: eve@example.com",
    "ada\u0000@example.com",
    "adä@example.com",
    "ada@exämple.com",
  ])("%j is none", (typed) => {
    expect(parseEmail(typed)).toBeNull();
  });

  it("is read the same again, whatever was typed", () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.oneof(fastCheck.emailAddress(), fastCheck.string()), (typed) => {
        const email = parseEmail(typed);
        if (email === null) return;
        expect(parseEmail(email)).toBe(email);
        expect(email).toMatch(/^[!-~]+$/);
        expect(email.match(/@/g)).toHaveLength(1);
        expect(email).not.toMatch(/[\s"(),:;<>[\]\\]/);
      }),
    );
  });

  it("is masked but for its first letter and its domain", () => {
    expect(maskEmail("ada@example.com")).toBe("a***@example.com");
    expect(maskEmail("b@example.com")).toBe("b***@example.com");
  });
});

describe("a code as typed", () => {
  it.each([
    ["123456", "123456"],
    [" 012 345 ", "012345"],
    ["123-456", "123456"],
    ["\u00a0123\u2009456", "123456"],
    ["１２３４５６", "123456"],
    ["①②③④⑤⑥", "123456"],
  ])("%j is read as %j", (typed, code) => {
    expect(readSixDigits(typed)).toBe(code);
  });

  it.each(["", "12345", "1234567", "12345a", "१२३४५६", "٠١٢٣٤٥", "1234.56", "-", "12345６7"])("%j is none", (typed) => {
    expect(() => readSixDigits(typed)).toThrow("six digits");
  });

  it("is six plain digits or a complaint, whatever was typed", () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.string({ unit: "binary" }), (typed) => {
        try {
          expect(readSixDigits(typed)).toMatch(/^[0-9]{6}$/);
        } catch (error) {
          expect(error).toMatchObject({ code: "BAD_USER_INPUT", field: "input.code" });
        }
      }),
    );
  });
});

describe("the network of an address", () => {
  it.each([
    ["81.224.0.1", "81.224.0.0/24"],
    ["::ffff:81.224.0.1", "81.224.0.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
    ["nonsense", "UNKNOWN"],
    ["", "UNKNOWN"],
  ])("%j is in %j", (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });

  it.each(["127.1", "0x7f.0.0.1", "010.0.0.1", "1.2.3.4.5", "1.2.3", "256.1.1.1", "81.224.0.1:80", "1.2.3.4, 5.6.7.8"])(
    "%j is no address, so that nobody reads another one in it",
    (ip) => {
      expect(parseAddress(ip)).toBeNull();
    },
  );
});
