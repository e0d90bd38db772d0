import { newSignInWords } from "../../subgraphs/account/new-sign-in.words.ts";
import { locationNotice } from "../../subgraphs/kernel/location-notice.ts";
import { wasItYouWords } from "../../gateway/pages/was-it-you.words.ts";
import { DAY, MINUTE, world } from "../world.ts";
import { IN_AMERICA } from "../world/device.ts";
import { NEW_PASSWORD as RESET_TO } from "../world/reset.ts";
import { the } from "../world/results.ts";
import { chooses, field, heading, linkIn, NEW_PASSWORD, presses, says } from "./visiting.ts";
import { obstacles, openBrowser } from "./visitor.ts";

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser((await world()).server.url);
}, 120_000);
afterEach(() => browser.closeVisitors());
afterAll(() => browser.close());

describe("the pages of a development server", () => {
  it.each([
    ["/", "welcome"],
    ["/inbox", "inbox"],
  ])("%s is within everybody's reach", async (path, name) => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const visit = await browser.visitor();
    await visit.page.goto(path);

    expect(await obstacles(visit, name)).toEqual([]);
  });
});

describe("a mailed link, in a browser", () => {
  it.each(["/reset-password", "/undo", "/was-it-you"])(
    "%s without its secret says so, and leads to a new one",
    async (path) => {
      const visit = await browser.visitor();
      await visit.page.goto(path);

      await says(visit, "This link is not whole");
      expect(await obstacles(visit, `${path.slice(1)}-broken`)).toEqual([]);
      await visit.page.getByRole("link", { name: "Ask for a new link" }).click();
      await says(visit, "Forgot your password?");
    },
  );

  it.each(["/reset-password", "/undo"])("%s takes its secret out of the address, and keeps it", async (path) => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const secret = await ada.getsResetToken();
    const visit = await browser.visitor();
    const { page } = visit;
    await page.goto(`${path}#${secret}`);
    const title = (await heading(visit).textContent()) ?? "";
    expect(page.url()).not.toContain(secret);

    await page.reload();
    expect(await heading(visit).textContent()).toBe(title);
    await page.getByRole("link", { name: "Svenska" }).click();
    await page.locator("html[lang=sv]").waitFor();
    expect(await heading(visit).textContent()).not.toBe(title);
    expect(await heading(visit).textContent()).not.toContain("Länken");
    expect(page.url()).not.toContain(secret);
    // The browser names the fragment of what it loads; no server is sent it.
    expect(visit.asked.map((url) => url.replace(/#.*/, "")).join()).not.toContain(secret);
  });

  it("is of no use without JavaScript, and says why", async () => {
    const visit = await browser.visitor({ withoutScript: true, language: "de-AT" });
    await visit.page.goto("/reset-password#secret");

    expect(await heading(visit).textContent()).toBe("Diese Seite braucht JavaScript");
    expect(await visit.page.locator("form:visible").count()).toBe(0);
  });
});

describe("choosing a password", () => {
  const opens = async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    await ada.asksForReset();
    const visit = await browser.visitor();
    await visit.page.goto(await linkIn(ada.mailbox, "Reset your password"));
    await field(visit, "Account").waitFor();
    return {
      ...{ ada, visit },
      password: field(visit, "New password"),
      again: field(visit, "The same again"),
      words: visit.page.locator("main"),
    };
  };

  it("is advised while it is typed, and asks in the body of a POST", async () => {
    const { visit, password, words } = await opens();
    await password.pressSequentially("password1");
    await visit.page.getByText("Strength: known from data breaches").waitFor();
    expect(await obstacles(visit, "reset-password-weak")).toEqual([]);

    await password.fill("orbit lantern staple horse");
    await visit.page.getByText(/Strength: (good|strong)/).waitFor();
    await password.fill("short");
    await visit.page.getByText(/Strength/).waitFor({ state: "hidden" });
    expect(await words.innerText()).toContain("At least 8 characters.");
    expect(await words.getByRole("listitem").count()).toBe(0);
    expect(visit.asked.join()).not.toMatch(/password1|lantern/);
  });

  it("can be left to the page, which shows what it suggests", async () => {
    const { visit, password, again } = await opens();
    await presses(visit, "Suggest a strong one");
    await visit.page.getByText("Strength: strong").waitFor();

    expect((await password.inputValue()).length).toBeGreaterThanOrEqual(20);
    expect(await again.inputValue()).toBe(await password.inputValue());
    expect(await password.getAttribute("type")).toBe("text");
    expect(await visit.page.getByRole("status").allInnerTexts()).toContain(
      "A strong password is filled in. Save it in your password manager.",
    );
    expect(await obstacles(visit, "reset-password-suggested")).toEqual([]);
    await presses(visit, "Hide New password");
    expect(await password.getAttribute("type")).toBe("password");
  });

  it("may be pasted, and is offered to password managers as the new one of its account", async () => {
    const { ada, visit, password, again } = await opens();
    for (const it of [password, again]) expect(await it.getAttribute("autocomplete")).toBe("new-password");
    const account = visit.page.locator("form:has(#password) input[autocomplete=username]");
    expect([await account.inputValue(), await account.isEditable()]).toEqual([ada.email, false]);
    await password.fill("orbit lantern staple horse");
    await presses(visit, "Show New password");
    await password.press("ControlOrMeta+a");
    await password.press("ControlOrMeta+c");
    await again.press("ControlOrMeta+v");

    expect(await again.inputValue()).toBe("orbit lantern staple horse");
  });

  it.each([
    ["too short", "horse", "horse", "Use at least 8 characters.", "New password"],
    [
      "two",
      "orbit lantern staple horse",
      "orbit lantern staple hose",
      "The two passwords are not the same.",
      "The same again",
    ],
    ["too long", "🐎".repeat(129), "🐎".repeat(129), "Use at most 128 characters.", "New password"],
  ])("that is %s says so, at its field", async (_, first, second, problem, label) => {
    const { visit, password, again } = await opens();
    await password.fill(first);
    await again.fill(second);
    await again.press("Enter");

    expect(await visit.page.getByRole("alert").innerText()).toBe(problem);
    const wrong = field(visit, label);
    expect(await wrong.getAttribute("aria-invalid")).toBe("true");
    expect(await visit.page.locator(":focus").getAttribute("id")).toBe(await wrong.getAttribute("id"));
  });

  it("is all within reach of a keyboard, in the order in which it is read", async () => {
    const { visit } = await opens();
    const names: string[] = [];
    for (let nth = 0; nth < 6; nth += 1) {
      await visit.page.keyboard.press("Tab");
      names.push(
        await visit.page.evaluate<string>(
          "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText",
        ),
      );
    }

    expect(names).toEqual(["Account", "Show", "New password", "Suggest a strong one", "The same again", "Save"]);
  });
});

describe("undoing a change, on its page", () => {
  const turnedOff = async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    await phone.turnsOffTwoStep();
    const { text } = await ada.mailbox.letter("turned off");
    const [link = ""] = /http\S+\/undo#\S+/.exec(text) ?? [];
    return { ada, phone, link };
  };

  it("happens when the button is pressed, and not before", async () => {
    const { phone, link } = await turnedOff();
    const visit = await browser.visitor();
    await visit.page.goto(link);
    await says(visit, "Undo the change?");
    expect(await obstacles(visit, "undo")).toEqual([]);
    expect((await phone.reads(`{ me { id } }`)).me).not.toBeNull();

    await presses(visit, "Undo it and protect my account");
    await says(visit, "It is undone, and your account is protected");
    expect(await visit.page.locator("main").innerText()).toContain("1 device was signed out.");
    expect(await obstacles(visit, "undo-done")).toEqual([]);
    the("PasswordResetRequired", await phone.signsIn());
    await visit.page.getByRole("link", { name: "Choose a new password" }).click();
    await says(visit, "Forgot your password?");
  });

  it("is not done by a link that nobody was mailed", async () => {
    const visit = await browser.visitor({ language: "fr-CA" });
    await visit.page.goto("/undo#made-up");
    await presses(visit, "Annuler et protéger mon compte");

    await says(visit, "Ce lien n’est pas complet");
  });

  it("is not done when its three days are over, and says so", async () => {
    const { link } = await turnedOff();
    const { later } = await world();
    await later(3 * DAY + MINUTE);
    const visit = await browser.visitor();
    await visit.page.goto(link);
    await presses(visit, "Undo it and protect my account");

    await says(visit, "This link has ended");
  });

  it("waits for a network that is away, and says so", async () => {
    const { link } = await turnedOff();
    const visit = await browser.visitor();
    const { page } = visit;
    await page.goto(link);
    await page.context().setOffline(true);
    await presses(visit, "Undo it and protect my account");
    expect(await page.getByRole("alert").innerText()).toContain("We can’t be reached right now.");

    await page.context().setOffline(false);
    await presses(visit, "Undo it and protect my account");
    await says(visit, "It is undone, and your account is protected");
  });
});

describe("the question whether it was you, on its page", () => {
  const NAME = `<img src=x onerror="document.title='ours'">`;
  const signedIn = async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const other = ada.on(NAME, { ip: IN_AMERICA });
    the("SignedIn", await other.signsIn());
    const visit = await browser.visitor();
    await visit.page.goto(await linkIn(ada.mailbox, "New sign-in to your account"));
    await says(visit, "Was this you?");
    return { ada, phone, other, visit };
  };

  it("shows when, where and on what, says how rough that is, and credits whose data it is", async () => {
    const { visit } = await signedIn();
    await visit.page.getByRole("term").first().waitFor();

    const words = await visit.page.locator("main").innerText();
    for (const said of [NAME, "Pixel 8", "Kasa", "San Jose, United States", "Comcast", "not from GPS"])
      expect(words).toContain(said);
    expect(await visit.page.getByRole("link", { name: "IP Geolocation by DB-IP" }).getAttribute("href")).toBe(
      "https://db-ip.com",
    );
    expect(await obstacles(visit, "was-it-you")).toEqual([]);
  });

  it.each(["sv", "en"] as const)(
    "is asked in the account's language, %s, whatever the browser's is; and until a button is pressed nothing changes",
    async (language) => {
      const { ada } = await world();
      const phone = await ada.joinsOn("phone", { locale: language });
      const other = ada.on("another", { ip: IN_AMERICA });
      the("SignedIn", await other.signsIn());
      const link = await linkIn(ada.mailbox, newSignInWords(language)("subject"));
      const visit = await browser.visitor({ language: "de-DE" });
      await visit.page.goto(link);
      const say = wasItYouWords(language);
      await says(visit, say("title"));
      await visit.page.locator(`html[lang=${language}]`).waitFor();
      await visit.page.getByRole("term").first().waitFor();
      expect(await visit.page.locator("main").innerText()).toContain(locationNotice("FIXED", language));

      await visit.page.reload();
      await says(visit, say("title"));
      expect((await phone.rows("SIGNED_IN")).map(({ wasMe }) => wasMe)).toEqual([null, null]);
      expect(await phone.activity()).not.toContain("ACCOUNT_PROTECTED");
      for (const device of [phone, other]) expect((await device.reads(`{ me { email } }`)).me.email).toBe(ada.email);

      await presses(visit, say("no"));
      await says(visit, say("securedTitle"));
    },
  );

  it("may be opened again anywhere, and then says what was answered and does nothing more", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    the("SignedIn", await ada.on("another", { ip: IN_AMERICA }).signsIn());
    const link = await linkIn(ada.mailbox, "New sign-in to your account");
    const [one, two] = [await browser.visitor(), await browser.visitor()];
    for (const { page } of [one, two]) await page.goto(link);
    for (const visit of [one, two]) await says(visit, "Was this you?");
    for (const visit of [one, two]) await presses(visit, "It was not me");
    for (const visit of [one, two]) await says(visit, "Your account is protected");
    const later = await browser.visitor();
    await later.page.goto(link);
    await says(later, "Your account is protected");
    expect(await later.page.getByRole("button").filter({ visible: true }).count()).toBe(0);

    the("PasswordReset", await ada.saves(await ada.resetToken("Your account is protected")));
    const subjects = await ada.mailbox.subjects();
    expect(subjects.filter((it) => it?.startsWith("Your account is protected"))).toHaveLength(1);
    const phone = ada.on("a phone");
    the("SignedIn", await phone.signsIn({ password: RESET_TO }));
    const kinds = await phone.activity();
    expect(kinds.filter((kind) => kind === "ACCOUNT_PROTECTED")).toHaveLength(1);
  });

  it("is answered with yes, which changes nothing and may be taken back", async () => {
    const { phone, visit } = await signedIn();
    await presses(visit, "It was me");
    await says(visit, "Thank you");
    expect(await obstacles(visit, "was-it-you-yes")).toEqual([]);
    expect((await phone.reads(`{ me { id } }`)).me).not.toBeNull();

    await visit.page.reload();
    await says(visit, "Thank you");
    await presses(visit, "It was not me after all");
    await says(visit, "Your account is protected");
    the("PasswordResetRequired", await phone.signsIn());
  });

  it("is answered with no, which protects the account and leads to a new password", async () => {
    const { ada, phone, other, visit } = await signedIn();
    await presses(visit, "It was not me");
    await says(visit, "Your account is protected");
    expect(await visit.page.locator("main").innerText()).toContain("2 devices were signed out.");
    expect(await obstacles(visit, "was-it-you-no")).toEqual([]);
    for (const device of [phone, other]) the("PasswordResetRequired", await device.signsIn());

    await visit.page.goto(await linkIn(ada.mailbox, "Your account is protected"));
    await chooses(visit);
    await says(visit, "Your password is reset");
    the("SignedIn", await phone.signsIn({ password: NEW_PASSWORD }));
  });

  it("is not asked by a link that nobody was mailed", async () => {
    const visit = await browser.visitor();
    await visit.page.goto("/was-it-you#made-up");

    await says(visit, "This link is not whole");
  });

  it("is not asked any more when its three days are over, and says so", async () => {
    const { visit } = await signedIn();
    const { later } = await world();
    await later(3 * DAY + MINUTE);
    await visit.page.reload();

    await says(visit, "This link has ended");
  });
});
