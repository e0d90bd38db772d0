import { MINUTE, PASSWORD, SECOND, world } from "../world.ts";
import { admin, analyst } from "../world/analyst.ts";
import { codeOf } from "../world/api.ts";
import { IN_AMERICA, IN_SWEDEN, type Device } from "../world/device.ts";
import { addressOf, downloads } from "../world/downloads.ts";
import { manyRows } from "../world/many-rows.ts";
import { proofsOn } from "../world/proofs.ts";
import { the } from "../world/results.ts";
import { until } from "../world/until.ts";

type Link = { url: string; expiresAt: string };
const EXPORT = `mutation ($filter: LoginActivityFilter, $format: ExportFormat!) {
  exportLoginActivity(filter: $filter, format: $format) { url expiresAt }
}`;
const MINE = `mutation { exportMyData { url expiresAt } }`;
const SET_QUESTION = `mutation ($input: SecurityQuestionInput!) { setSecurityQuestion(input: $input) { __typename } }`;
const REGISTER_PUSH = `mutation ($input: RegisterPushTokenInput!) { registerPushToken(input: $input) { id } }`;

const exportOf = async (device: Device, filter: object, format = "NDJSON"): Promise<Link> =>
  (await device.reads(EXPORT, { filter, format })).exportLoginActivity as Link;
const accountOf = async (device: Device) => (await device.reads(`{ me { id } }`)).me.id as string;
const rowsIn = (text: string) =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

let crowded: Promise<string[]> | undefined;
/** More rows than any batch or buffer holds; their ids, newest first. */
const crowd = () => (crowded ??= world().then(({ server }) => manyRows(server, "crowd", 30_000)));

/** A file of which no more than the beginning was read. */
const begins = async (url: string) => {
  const { server } = await world();
  const body = (await fetch(addressOf(server.url, url))).body!.getReader();
  const chunks = [(await body.read()).value!];
  const readOn = async () => {
    for (let part = await body.read(); !part.done; part = await body.read()) chunks.push(part.value);
    return Buffer.concat(chunks).toString();
  };
  return { readOn };
};

let desk: Device | undefined;
/** One analyst for the tests that don't end the analyst's session. */
const atTheDesk = async (): Promise<Device> => {
  const { bob, server } = await world();
  desk ??= await analyst(server, bob);
  the("SignedIn", await desk.refreshes());
  return desk;
};

describe("an analyst's export", () => {
  it("streams every match as lines of JSON, newest first, as analysts see it", async () => {
    const { ada, server } = await world();
    const [reader, phone] = [await atTheDesk(), await ada.joinsOn("Ada's own phone")];
    the("SignedIn", await phone.signsIn());
    const accountId = await accountOf(phone);
    const { url } = await exportOf(reader, { accountId, kinds: ["SIGNED_IN", "SIGNED_UP"] });

    const { status, headers, text } = await downloads(server.url, url);
    expect({ status, type: headers.get("content-type") }).toEqual({
      status: 200,
      type: "application/x-ndjson; charset=utf-8",
    });
    const rows = rowsIn(text);
    expect(rows.map(({ kind }) => kind)).toEqual(["SIGNED_IN", "SIGNED_IN", "SIGNED_UP"]);
    expect(rows[2]).toEqual({
      ...{ id: expect.any(String), at: expect.stringMatching(/^\d{4}-.*Z$/), kind: "SIGNED_UP", accountId },
      ...{ appId: "kasa", appVersion: "3.1.0", deviceModel: "Pixel 8", osName: "Android", osVersion: "15" },
      ...{ method: null, staffRole: null, wasMe: null, network: "81.224.0.0/24", networkKind: "UNKNOWN" },
      ...{ city: expect.any(String), region: expect.any(String), countryCode: "SE", risks: [] },
      provider: expect.stringMatching(/telia/i),
    });
    for (const secret of [IN_SWEDEN, "Ada's", ada.email, phone.installationId]) expect(text).not.toContain(secret);
  });

  it("is CSV where that is asked, and runs nothing in a spreadsheet", async () => {
    const { ada, server } = await world();
    const reader = await atTheDesk();
    const phone = ada.on("phone");
    Object.assign(phone.client.device, {
      model: '=HYPERLINK("http://evil.example","Pixel"),\r\n@SUM(1)',
      osName: "\t +cmd|' /C calc'!A0",
      osVersion: "-2+3",
    });
    await phone.joins();
    const { url } = await exportOf(reader, { accountId: await accountOf(phone), kinds: ["SIGNED_UP"] }, "CSV");

    const { headers, text } = await downloads(server.url, url);
    expect(headers.get("content-type")).toMatch(/^text\/csv; charset=utf-8/);
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="login-activity-\d{4}-\d\d-\d\d\.csv"$/);
    const [head, row, ...rest] = text.split("\r\n");
    expect(head).toMatch(/^"id","at","kind","accountId",.*,"network",.*,"risks"$/);
    expect(row).toContain(`"'=HYPERLINK(""http://evil.example"",""Pixel""), @SUM(1)","'+cmd|' /C calc'!A0","'-2+3"`);
    expect(rest).toEqual([""]);
    expect(text).not.toMatch(/(^|,|\n)"?[=+@\t-]/);
  });

  it("has a head and no rows where nothing matches", async () => {
    const { server } = await world();
    const filter = { accountId: "nobody" };
    const [csv, lines] = await Promise.all(
      ["CSV", "NDJSON"].map(async (format) => {
        const { url } = await exportOf(await atTheDesk(), filter, format);
        return downloads(server.url, url);
      }),
    );
    expect(csv!.text.split("\r\n")).toHaveLength(2);
    expect(lines).toMatchObject({ status: 200, text: "" });
  });

  it("is in the activity of whoever asked for it", async () => {
    const reader = await atTheDesk();
    await exportOf(reader, {});
    expect((await reader.activity())[0]).toBe("DATA_EXPORTED");
  });

  it("is for analysts, and for a filter that can be meant", async () => {
    const { ada, stranger } = await world();
    const phone = await ada.joinsOn("phone");
    const asked = { format: "CSV" };
    expect(codeOf(await stranger(EXPORT, { variables: asked }))).toBe("UNAUTHENTICATED");
    expect(codeOf(await phone.sends(EXPORT, asked))).toBe("FORBIDDEN");
    const filter = { from: "2030-01-02T00:00:00Z", to: "2030-01-01T00:00:00Z" };
    const reply = await (await atTheDesk()).sends(EXPORT, { ...asked, filter });
    expect(reply.body.errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "filter.from" });
  });
});

describe("the link of an export", () => {
  it("is good for ten minutes, as often as it is asked, and leaves nothing behind in a browser", async () => {
    const { server, later } = await world();
    const link = await exportOf(await atTheDesk(), { accountId: "nobody" }, "CSV");
    await later(10 * MINUTE - 15 * SECOND);
    const { status, headers } = await downloads(server.url, link.url);
    expect(status).toBe(200);
    expect((await downloads(server.url, link.url)).status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");

    await later(15 * SECOND);
    expect(await downloads(server.url, link.url)).toMatchObject({ status: 403, text: "" });
    expect(server.log()).not.toContain(link.url.split("/").at(-1));
  });

  it("opens nothing once a sign of it is changed: 403, and nothing else", async () => {
    const { server } = await world();
    const { url } = await exportOf(await atTheDesk(), { accountId: "nobody" }, "CSV");
    const start = url.lastIndexOf("/") + 1;
    const changed = Array.from(url.slice(start), (sign, i) => {
      const other = sign === "A" ? "B" : "A";
      return url.slice(0, start + i) + other + url.slice(start + i + 1);
    });
    const answers = await Promise.all(
      [...changed, `${url}x`, `${url}.x`, url.slice(0, -1), `${url.slice(0, start)}x`].map((it) =>
        downloads(server.url, it),
      ),
    );
    expect([...new Set(answers.map(({ status, text }) => `${status}${text}`))]).toEqual(["403"]);
    expect([...answers[0]!.headers.keys()]).not.toContain("content-type");
  });

  it("is read by GET only", async () => {
    const { server } = await world();
    const { url } = await exportOf(await atTheDesk(), { accountId: "nobody" }, "CSV");
    for (const method of ["HEAD", "POST", "PUT", "DELETE"])
      expect((await fetch(addressOf(server.url, url), { method })).status).toBe(405);
  });

  it("ends with the role", async () => {
    const { bob, server } = await world();
    const reader = await analyst(server, bob);
    const { url } = await exportOf(reader, {});
    expect((await downloads(server.url, url)).status).toBe(200);
    await admin(server, "revoke", "analyst", bob.email);
    expect(await downloads(server.url, url)).toMatchObject({ status: 403, text: "" });
  });

  it("ends with the session that made it, in the middle of the file as well", async () => {
    const { bob, server } = await world();
    await crowd();
    const reader = await analyst(server, bob);
    const { url } = await exportOf(reader, { appIds: ["crowd"] });
    const file = await begins(url);
    await reader.reads(`mutation { signOut }`);
    await expect(file.readOn()).rejects.toThrow();
    expect(await downloads(server.url, url)).toMatchObject({ status: 403, text: "" });
  });
});

describe("a long export", () => {
  it("has each row once, newest first, and none that came after it was begun", async () => {
    const { server } = await world();
    const ids = await crowd();
    const { url } = await exportOf(await atTheDesk(), { appIds: ["crowd"] });
    const file = await begins(url);
    const newer = await manyRows(server, "crowd", 500, { start: Date.UTC(2026, 0, 2) });
    const text = await file.readOn();

    const read = rowsIn(text).map(({ id }) => id);
    expect(read).toHaveLength(ids.length);
    expect(read).toEqual(ids);
    const again = rowsIn((await downloads(server.url, url)).text).map(({ id }) => id);
    expect(again).toEqual([...newer, ...ids]);
  });

  it("is made for eight readers at once, and for a ninth when one that reads nothing is let go", async () => {
    const { server, later } = await world();
    await crowd();
    const { url } = await exportOf(await atTheDesk(), { appIds: ["crowd"] });
    const atOnce = (address: string) => Promise.all(Array.from({ length: 40 }, () => fetch(address)));
    // Connected before, so that all ask in the same moment.
    for (const answer of await atOnce(`${server.url}/healthz`)) await answer.text();
    const asking = await atOnce(addressOf(server.url, url));
    const turnedAway = asking.filter(({ status }) => status === 503);
    const read = asking.filter(({ status }) => status === 200);
    expect([read.length, turnedAway.length]).toEqual([8, 32]);
    for (const { headers } of turnedAway) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);

    await later(5 * MINUTE);
    for (const answer of read) await expect(answer.text()).rejects.toThrow();
    await until(async () => {
      const { status, body } = await fetch(addressOf(server.url, url));
      await body?.cancel();
      return status === 200;
    });
  });
});

/** As a field of ours would be called, or a value begin, that nobody may take along. */
const SECRET_BY_NAME = /"\w*(hash|digest|token|secret|sealed|ticket|matchNumber)\w*":|argon2/i;

describe("the export of one's own data", () => {
  it("is one JSON file of the history and of what every part of the system keeps", async () => {
    const { ada, server } = await world();
    const phone = await ada.trusts("phone");
    const tablet = ada.on("tablet", { ip: "2a02:908:1234:5678::9" });
    await tablet.isAsked();
    const { url } = (await phone.reads(MINE)).exportMyData as Link;

    const { status, headers, text } = await downloads(server.url, url);
    expect({ status, type: headers.get("content-type") }).toEqual({
      status: 200,
      type: "application/json; charset=utf-8",
    });
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="my-data-.*\.json"$/);
    const data = JSON.parse(text);
    expect(data).toMatchObject({
      exportedAt: expect.any(String),
      account: { email: ada.email, locale: "en", roles: ["USER"], sessions: [{ id: phone.kept.sessionId }] },
      loginSecurity: {
        enabledAt: expect.any(String),
        phone: null,
        authenticators: [],
        verifications: expect.any(Array),
      },
      devices: [{ name: "phone", trusted: true, installationId: phone.installationId }],
    });
    expect(data.loginSecurity.verifications[0]).toMatchObject({
      purpose: "SIGN_IN",
      client: { device: { name: "tablet" } },
    });
    const kinds = data.loginActivity.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(await phone.activity());
    expect(kinds[0]).toBe("DATA_EXPORTED");
    expect(data.loginActivity.at(-1)).toMatchObject({ kind: "SIGNED_UP", ipAddress: IN_SWEDEN });
    expect(text).not.toMatch(SECRET_BY_NAME);
  });

  it("holds nothing that opens anything, whatever she has set up", async () => {
    const { ada, server } = await world();
    const phone = await ada.joinsOn("phone");
    const taken = async () => {
      const { url } = (await phone.reads(MINE)).exportMyData as Link;
      return { url, text: (await downloads(server.url, url)).text };
    };
    await phone.reads(SET_QUESTION, { input: { question: "Your first pet?", answer: "Ferdinand the bull" } });
    const before = await taken();
    expect(JSON.parse(before.text)).toMatchObject({ account: { securityQuestion: "Your first pet?" } });
    expect(before.text).not.toContain("Ferdinand");

    const other = ada.on("another", { ip: IN_AMERICA });
    the("SignedIn", await other.signsIn());
    const wasItYou = await ada.mailbox.linkTo("was-it-you", "New sign-in");
    const first = { ...phone.kept };
    await phone.turnsOnTwoStep();
    const proofs = proofsOn(phone, server.url);
    const { number } = await proofs.hasPhone();
    const undo = await ada.mailbox.linkTo("undo", "phone number");
    const { me } = await phone.reads(`{ me { loginActivity(first: 1) { edges { node { at } } } } }`);
    const secret = await proofs.hasApp("Aegis", Date.parse(me.loginActivity.edges[0].node.at));
    const recoveryCodes = await proofs.makesCodes();
    const pushToken = `push-${phone.installationId}`;
    await phone.reads(REGISTER_PUSH, { input: { token: pushToken, notificationsAllowed: true } });
    const tablet = ada.on("tablet");
    const { ticket } = await tablet.isAsked();
    the("CodeSent", await tablet.asksForCode(ticket, "EMAIL"));
    const codes = [await ada.mailbox.code("verification code"), ...(await phone.shownCodes())];
    const reset = await ada.getsResetToken();

    const { url, text } = await taken();
    expect(JSON.parse(text)).toMatchObject({
      loginSecurity: { phone: { number }, authenticators: [{ name: "Aegis" }] },
    });
    const tokens = [first, phone.kept, other.kept].flatMap(({ sessionId: _, ...them }) => Object.values(them));
    const secrets = [PASSWORD, wasItYou, undo, reset, secret, pushToken, ticket, ...recoveryCodes, ...tokens];
    for (const it of secrets.filter((it) => it !== null)) expect(text).not.toContain(it);
    for (const code of codes) expect(text).not.toMatch(new RegExp(`\\b${code}\\b`));
    for (const it of [before.text, text]) expect(it).not.toMatch(SECRET_BY_NAME);
    expect(text).not.toContain(url.split("/").at(-1));
  });

  it("needs a sign-in, or the password, of the last ten minutes", async () => {
    const { ada, later } = await world();
    const phone = await ada.joinsOn("phone");
    await later(10 * MINUTE);
    the("SignedIn", await phone.refreshes());
    expect(codeOf(await phone.sends(MINE))).toBe("REAUTHENTICATION_REQUIRED");
    the("Reauthenticated", await phone.reauthenticates());
    expect(codeOf(await phone.sends(MINE))).toBeNull();
    await later(10 * MINUTE);
    the("SignedIn", await phone.signsIn());
    expect(codeOf(await phone.sends(MINE))).toBeNull();
  });

  it("holds nothing of anybody else, and its link ends with the session", async () => {
    const { ada, bob, server, stranger } = await world();
    const [adas, bobs] = [await ada.joinsOn("phone"), await bob.joinsOn("phone")];
    expect(codeOf(await stranger(MINE))).toBe("UNAUTHENTICATED");
    const { url } = (await adas.reads(MINE)).exportMyData as Link;
    const { text } = await downloads(server.url, url);
    expect(text).not.toContain(bob.email);
    expect(text).not.toContain(await accountOf(bobs));

    await adas.reads(`mutation { signOut }`);
    expect(await downloads(server.url, url)).toMatchObject({ status: 403, text: "" });
  });
});
