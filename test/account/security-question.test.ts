import { MINUTE, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import type { Device } from "../world/device.ts";

const SET = `mutation ($input: SecurityQuestionInput!) { answer: setSecurityQuestion(input: $input) {
  kind: __typename ... on SecurityQuestion { status question } ... on SecurityQuestionDisabled { message }
} }`;
const QUESTION = "What was the name of your first cat?";
const ANSWER = "Ångström";

const sets = async (device: Device, input = { question: QUESTION, answer: ANSWER }) =>
  (await device.reads(SET, { input })).answer;
const shows = async (device: Device) => (await device.reads(`{ me { securityQuestion { status question } } }`)).me;

describe("the security question", () => {
  it("can be set and changed before two-step verification is", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    expect(await shows(phone)).toEqual({ securityQuestion: { status: "NOT_SET", question: null } });

    expect(await sets(phone)).toEqual({ kind: "SecurityQuestion", status: "SET", question: QUESTION });
    await sets(phone, { question: "And of your second?", answer: ANSWER });
    expect(await shows(phone)).toEqual({ securityQuestion: { status: "SET", question: "And of your second?" } });
  });

  it("is gone for ever once two-step verification was set up, though it is turned off again", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    await sets(phone);
    await phone.turnsOnTwoStep();
    const gone = { securityQuestion: { status: "DISABLED_FOR_EVER", question: null } };
    expect(await shows(phone)).toEqual(gone);

    await phone.reads(`mutation { disableTwoStepVerification { allowedMethods } }`);
    expect(await sets(phone)).toEqual({ kind: "SecurityQuestionDisabled", message: expect.any(String) });
    expect(await shows(phone)).toEqual(gone);
  });

  it("needs the password of the last ten minutes, and a viewer", async () => {
    const { ada, later, stranger } = await world();
    const phone = await ada.joinsOn("phone");
    const input = { question: QUESTION, answer: ANSWER };
    expect(codeOf(await stranger(SET, { variables: { input } }))).toBe("UNAUTHENTICATED");

    await later(11 * MINUTE);
    await phone.refreshes();
    expect(codeOf(await phone.sends(SET, { input }))).toBe("REAUTHENTICATION_REQUIRED");
  });

  it.each([
    ["input.question", { question: "  ", answer: ANSWER }],
    ["input.answer", { question: QUESTION, answer: "" }],
    ["input.question", { question: "q".repeat(201), answer: ANSWER }],
  ])("names %s where it is nothing or too long", async (field, input) => {
    const { ada } = await world();
    const { body } = await (await ada.joinsOn("phone")).sends(SET, { input });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field });
  });

  it("never says its answer, to anybody and in any export", async () => {
    const { ada, server } = await world();
    const phone = await ada.joinsOn("phone");
    await sets(phone);
    const { exportMyData } = await phone.reads(`mutation { exportMyData { url } }`);
    const { pathname } = new URL(String(exportMyData.url));
    const file = await (await fetch(new URL(pathname, server.url))).text();

    expect(file).toContain(QUESTION);
    expect(file).not.toMatch(/Ångström|ångström|argon2/);
  });
});
