import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigFault } from "../../subgraphs/kernel/config.ts";
import { readClientApps, SHIPPED_CLIENT_APPS } from "../../subgraphs/account/port.ts";
import { post } from "../world/api.ts";
import { appAt, be, clientOn, joins, turnsOnTwoStep } from "../world/app.ts";
import { mailboxOf } from "../world/inbox.ts";
import { startServer } from "../world/server.ts";

const faultsOf = (text: string): string[] => {
  try {
    readClientApps(text);
    return [];
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
};

describe("the file of client apps", () => {
  it("is read as it was shipped, and what an app leaves out is as usual", () => {
    expect(readClientApps(JSON.stringify(SHIPPED_CLIENT_APPS))).toEqual(SHIPPED_CLIENT_APPS);
    expect(readClientApps(`[{ "id": "hub", "name": "Hub" }]`)).toEqual([
      { ...SHIPPED_CLIENT_APPS[0], id: "hub", name: "Hub" },
    ]);
  });

  it("tells every fault at once, each with its line", () => {
    const text = `[
  { "id": "Kasa!", "name": "" },
  {
    "id": "hub",
    "name": "Hub",
    "minimumTwoStepVersion": "2.3",
    "twoStepOnByDefault": "yes",
    "verificationMethods": ["EMAIL", "PIGEON"],
    "updateUrl": "javascript:alert(1)",
    "colour": "red"
  },
  { "name": "Nameless" },
  "hub",
  { "id": "hub", "name": "Another hub" }
]`;
    expect(faultsOf(text)).toEqual([
      "CLIENT_APPS, line 2: id must be 1 to 40 of a-z, 0-9 and -.",
      "CLIENT_APPS, line 2: name must be a text of 1 to 100 characters.",
      "CLIENT_APPS, line 6: minimumTwoStepVersion must be a semantic version such as 2.3.0, or null.",
      "CLIENT_APPS, line 7: twoStepOnByDefault must be true or false.",
      "CLIENT_APPS, line 8: verificationMethods must be a list, each once, of APP_NOTIFICATION, EMAIL, SMS, AUTHENTICATOR, RECOVERY_CODE.",
      "CLIENT_APPS, line 9: updateUrl must be an https:// address, or null.",
      "CLIENT_APPS, line 10: an app has no colour.",
      "CLIENT_APPS, line 12: the app lacks its id.",
      "CLIENT_APPS, line 13: each app must be an object, with an id and a name.",
      'CLIENT_APPS, line 14: there is an app "hub" already.',
    ]);
  });

  it.each([
    ["", "line 1: a value is missing at the end"],
    ["{}", "line 1: the file must hold a JSON list of apps"],
    ["[]", "line 1: the file must hold a JSON list of apps"],
    [`[\n  { "id": "hub"\n    "name": "Hub" }\n]`, 'line 3: , or } is missing before "name"'],
    [`[\n  { "id": "hub", name: "Hub" }\n]`, 'line 2: name: "Hub" } is not JSON'],
    [`[\n  { "id": "hub", "name": "Hub" },\n]`, "line 3: ] is not JSON"],
    [`[\n  { "id": "hub", "name": "Hub" }\n`, "line 2: , or ] is missing at the end"],
    [`[{ "id": "hub", "name": "Hub" }]\n]`, "line 2: nothing may follow before ]"],
    [`[{ "id": "hub",\n "id": "hub" }]`, 'line 2: "id" is there twice'],
    [`[{ "id": 01 }]`, "line 1: 01 is not JSON"],
    [`[{ "id": "a\tb" }]`, "line 1"],
  ])("tells where it stops being one: %j", (text, said) => {
    const [fault, ...more] = faultsOf(text);
    expect(more).toEqual([]);
    expect(fault).toContain(`CLIENT_APPS, ${said}`);
  });
});

describe("starting with a file of client apps", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "countersign-apps-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const fileOf = async (text: string): Promise<string> => {
    const file = join(folder, `${text.length}.json`);
    await writeFile(file, text);
    return file;
  };

  it("serves those apps, and refuses an old one of each with its own link and letter, on the same day", async () => {
    const old = (id: string) => ({
      ...{ id, name: `The ${id}`, minimumTwoStepVersion: "1.10.0", updateUrl: `https://example.com/${id}` },
    });
    const file = await fileOf(JSON.stringify([{ id: "hub", name: "Hub" }, old("lamp"), old("lock")]));
    const { url, stop } = await startServer({ CLIENT_APPS: file });
    const { body } = await post(url, `{ clientApps { id name minimumTwoStepVersion updateUrl } }`);
    const hubs = { id: "hub", name: "Hub", minimumTwoStepVersion: null, updateUrl: null };
    expect(body).toEqual({ data: { clientApps: [hubs, old("lamp"), old("lock")] } });

    const on = (appId: string) => appAt(url, { app: clientOn("phone", { appId, appVersion: "1.9.0" }) });
    const mailbox = mailboxOf(url, "ada@example.com");
    const ada = { email: "ada@example.com", password: "horse staple orbit lantern", mailbox };
    const hub = on("hub");
    await joins(hub, ada);
    await turnsOnTwoStep(hub, ada);

    for (const id of ["lamp", "lock", "lamp", "lock"])
      expect(be("AppUpdateRequired", await on(id).signIn(ada))).toMatchObject({
        minimumVersion: "1.10.0",
        updateUrl: `https://example.com/${id}`,
      });
    for (const id of ["lamp", "lock"])
      expect((await mailbox.letter(`Update The ${id} to sign in`)).text).toContain(`https://example.com/${id}`);
    expect((await mailbox.subjects()).filter((it) => it?.startsWith("Update The"))).toHaveLength(2);
    await stop();
  });

  it("stops with the line and the reason where it is broken, or is not there", async () => {
    const broken = startServer({ CLIENT_APPS: await fileOf(`[\n{ "id": "hub" }, { "id": "?", "name": "?" }]`) });
    await expect(broken).rejects.toThrow(
      /can't start: CLIENT_APPS, line 2: the app lacks its name\.\nCLIENT_APPS, line 2: id must be/,
    );
    await expect(startServer({ CLIENT_APPS: join(folder, "none.json") })).rejects.toThrow(
      /CLIENT_APPS=.*none\.json can't be read \(ENOENT\)/,
    );
  });
});
