import { DAY, MINUTE, SECOND, world, wrong } from "../world.ts";
import { the } from "../world/results.ts";
import { until } from "../world/until.ts";
import { asksForLink, chooses, field, linkIn, NEW_PASSWORD, presses, says } from "./visiting.ts";
import { obstacles, openBrowser } from "./visitor.ts";

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser((await world()).server.url);
}, 120_000);
afterEach(() => browser.closeVisitors());
afterAll(() => browser.close());

describe("a forgotten password, on the pages", () => {
  it("is asked for, mailed, chosen and saved, and then opens every app", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const visit = await browser.visitor();
    await asksForLink(ada.email, visit);
    const words = await visit.page.locator("main").innerText();
    for (const said of [ada.email, "no-reply@countersign.local", "spam"]) expect(words).toContain(said);
    expect(await obstacles(visit, "forgot-password-sent")).toEqual([]);

    const link = await linkIn(ada.mailbox, "Reset your password");
    await visit.page.goto(link);
    await chooses(visit);
    await says(visit, "Your password is reset");
    expect(await visit.page.getByRole("listitem").filter({ visible: true }).allInnerTexts()).toEqual(
      expect.arrayContaining(["Kasa", "Tapo", "Aginet", "Web portal"]),
    );
    expect(await visit.page.locator("main").innerText()).toContain("1 device was signed out.");
    expect(await obstacles(visit, "reset-password-done")).toEqual([]);
    the("SignedIn", await phone.signsIn({ password: NEW_PASSWORD }));

    const [, secret = ""] = link.split("#");
    expect(visit.asked.map((url) => url.replace(/#.*/, "")).join()).not.toContain(secret);
    expect(
      await visit.page.evaluate("JSON.stringify([history.state, localStorage, sessionStorage, document.cookie])"),
    ).toBe(`[null,{},{},""]`);
    await visit.page.goto(link);
    await says(visit, "This link was used already");
    expect(await obstacles(visit, "reset-password-used")).toEqual([]);
  });

  it("is not thought up for a link that is too old, and leads to a new one", async () => {
    const { ada, later } = await world();
    await ada.joinsOn("phone");
    const visit = await browser.visitor();
    await asksForLink(ada.email, visit);
    const link = await linkIn(ada.mailbox, "Reset your password");
    await later(31 * MINUTE);
    await visit.page.goto(link);
    await says(visit, "This link has ended");
    expect(await visit.page.locator("main").innerText()).toContain("It was not used in time");
    expect(await obstacles(visit, "reset-password-ended")).toEqual([]);
    expect(await visit.page.evaluate("history.state")).toBeNull();

    await visit.page.getByRole("link", { name: "Ask for a new link" }).click();
    await says(visit, "Forgot your password?");
  });

  it("is not thought up for a link of which a part was lost, nor does the page say whose it was", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const visit = await browser.visitor();
    await asksForLink(ada.email, visit);
    const link = await linkIn(ada.mailbox, "Reset your password");
    await visit.page.goto(link.slice(0, -5));
    await says(visit, "This link is not whole");
    expect(await visit.page.content()).not.toContain(ada.email);

    await visit.page.goto(link);
    await chooses(visit);
    await says(visit, "Your password is reset");
  });

  it("is saved where the page could not ask how it stands with the link, which says so then", async () => {
    const { ada, later } = await world();
    await ada.joinsOn("phone");
    const visit = await browser.visitor();
    await asksForLink(ada.email, visit);
    const link = await linkIn(ada.mailbox, "Reset your password");
    await later(31 * MINUTE);
    await visit.page.route("**/graphql", (route) => route.abort(), { times: 1 });
    await visit.page.goto(link);
    await chooses(visit);

    await says(visit, "This link has ended");
  });

  it("is told of on the page that asked for the link, wherever that was opened", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const [asking, opening] = [await browser.visitor(), await browser.visitor({ language: "sv-SE" })];
    await asksForLink(ada.email, asking);
    await opening.page.goto(await linkIn(ada.mailbox, "Reset your password"));
    await field(opening, "Nytt lösenord").fill(NEW_PASSWORD);
    await field(opening, "Samma igen").fill(NEW_PASSWORD);
    await presses(opening, "Spara");
    await says(opening, "Ditt lösenord är återställt");

    await says(asking, "Your password is reset");
    expect(await asking.page.locator("main").innerText()).toContain("Tapo");
    expect(await obstacles(asking, "forgot-password-done")).toEqual([]);
  });

  it("is not there for an address that nobody has, and nothing on the page tells", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const seen = async (email: string) => {
      const visit = await browser.visitor();
      await asksForLink(email, visit);
      return (await visit.page.locator("main").innerText()).replaceAll(email, "…").replace(/\d+ s\b/, "… s");
    };

    expect(await seen(ada.email)).toBe(await seen("nobody.at.all@example.com"));
  });

  it("needs an address that is one, and says so", async () => {
    const visit = await browser.visitor();
    await visit.page.goto("/forgot-password");
    for (const typed of ["", "nonsense", "a@b@example.com", "ada@example"]) {
      await visit.page.getByLabel("Email address").fill(typed);
      await presses(visit, "Send the link");
      await visit.page.getByRole("alert").waitFor();
      expect(await visit.page.getByRole("alert").innerText()).toContain("That is not an email address.");
    }
    expect(await obstacles(visit, "forgot-password-wrong")).toEqual([]);
  });

  it("is mailed again after a minute, and not before", async () => {
    const { ada, later } = await world();
    await ada.joinsOn("phone");
    const visit = await browser.visitor();
    await visit.page.clock.install();
    await asksForLink(ada.email, visit);
    const again = visit.page.getByRole("button", { name: /Send it again/ });
    expect(await again.innerText()).toMatch(/in \d+ s$/);
    expect(await again.isEnabled()).toBe(false);

    await later(MINUTE + SECOND);
    await visit.page.clock.runFor(11 * MINUTE);
    await presses(visit, "Send it again");
    await visit.page.clock.runFor(SECOND);
    await visit.page.getByText("Sent again.").waitFor({ state: "attached" });
    await linkIn(ada.mailbox, "Reset your password");
    await linkIn(ada.mailbox, "Reset your password");
  });

  it("is not replaced by one that is easy to guess", async () => {
    const { ada } = await world();
    await ada.joinsOn("phone");
    const visit = await browser.visitor();
    await asksForLink(ada.email, visit);
    await visit.page.goto(await linkIn(ada.mailbox, "Reset your password"));
    await chooses(visit, ada.email);
    await visit.page.getByRole("alert").getByText("This password is too easy to guess. Choose another one.").waitFor();
    expect(await visit.page.getByText("Strength").innerText()).toMatch(/: (very )?weak$/);
    expect(await obstacles(visit, "reset-password-refused")).toEqual([]);

    await chooses(visit);
    await says(visit, "Your password is reset");
  });
});

describe("a forgotten password with two-step verification, on the pages", () => {
  const withTwoSteps = async () => {
    const here = await world();
    const phone = await here.ada.trusts("phone");
    // What was added in the last three days proves nothing.
    await here.later(3 * DAY + MINUTE);
    await phone.refreshes();
    const visit = await browser.visitor();
    const opensLink = async () => {
      await asksForLink(here.ada.email, visit);
      await visit.page.goto(await linkIn(here.ada.mailbox, "Reset your password"));
      await chooses(visit);
    };
    await opensLink();
    return { ...here, phone, visit, opensLink };
  };

  it("is saved with the code of a trusted device", async () => {
    const { phone, visit } = await withTwoSteps();
    await says(visit, "One more proof that it is you");
    expect(await obstacles(visit, "reset-password-verify")).toEqual([]);
    await presses(visit, "Continue");
    await says(visit, "Enter the code");
    // Back and forth within the minute: the code that was sent is still the one.
    await presses(visit, "Another way");
    await presses(visit, "Continue");
    await says(visit, "Enter the code");
    await until(async () => (await phone.shownCodes()).length === 1);
    const [code = ""] = await phone.shownCodes();

    await visit.page.getByLabel("Code", { exact: true }).fill(wrong(code));
    await presses(visit, "Save the new password");
    await visit.page.getByText("That is not the code. 4 tries are left.").waitFor();
    expect(await obstacles(visit, "reset-password-code")).toEqual([]);
    await visit.page.getByLabel("Code", { exact: true }).fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await presses(visit, "Save the new password");
    await says(visit, "Your password is reset");
    the("VerificationRequired", await phone.signsIn({ password: NEW_PASSWORD }));
  });

  it("begins anew after five wrong codes", async () => {
    const { phone, visit } = await withTwoSteps();
    await presses(visit, "Continue");
    await says(visit, "Enter the code");
    const [code = ""] = await phone.shownCodes();
    for (const left of ["4 tries are", "3 tries are", "2 tries are", "1 try is", "0 tries are"]) {
      await visit.page.getByLabel("Code", { exact: true }).fill(wrong(code));
      await presses(visit, "Save the new password");
      await visit.page.getByText(`${left} left.`).waitFor();
    }
    await visit.page.getByLabel("Code", { exact: true }).fill(code);
    await presses(visit, "Save the new password");
    await says(visit, "This did not work");
    expect(await obstacles(visit, "reset-password-closed")).toEqual([]);

    await presses(visit, "Start again");
    await says(visit, "One more proof that it is you");
  });

  it("waits for a day where nothing is at hand, and then needs a new link and nothing else", async () => {
    const { later, phone, visit, opensLink } = await withTwoSteps();
    await presses(visit, "I have none of these");
    await says(visit, "Then it takes a day");
    expect(await obstacles(visit, "reset-password-hold")).toEqual([]);
    await presses(visit, "Go back");
    await says(visit, "One more proof that it is you");
    await presses(visit, "I have none of these");
    await presses(visit, "Wait 24 hours");
    await says(visit, "Come back tomorrow");
    expect(await visit.page.locator("main").innerText()).toMatch(/From \w+day,? .+ on, ask for a new link/);
    expect(await obstacles(visit, "reset-password-held")).toEqual([]);
    the("SignedIn", await phone.signsIn());

    await later(DAY + MINUTE);
    await opensLink();
    await says(visit, "Your password is reset");
  });

  it("goes straight to the day where all there is was added just now", async () => {
    const { ada } = await world();
    await ada.trusts("phone");
    const visit = await browser.visitor();
    await asksForLink(ada.email, visit);
    await visit.page.goto(await linkIn(ada.mailbox, "Reset your password"));
    await chooses(visit);

    await says(visit, "Then it takes a day");
    expect(await visit.page.getByRole("button").filter({ visible: true }).allInnerTexts()).toEqual(["Wait 24 hours"]);
  });
});
