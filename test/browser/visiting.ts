import type { Mailbox } from "../world/inbox.ts";
import type { Visit } from "./visitor.ts";

export const heading = ({ page }: Visit) => page.locator("h1:visible");
/** The page says this now, in its heading and in the title of its tab. */
export const says = async (visit: Visit, title: string) => {
  await visit.page.getByRole("heading", { level: 1, name: title }).waitFor();
  expect(await visit.page.title()).toBe(`${title} · Countersign`);
};
export const presses = ({ page }: Visit, button: string) =>
  page.getByRole("button", { name: button, exact: true }).click();

export const NEW_PASSWORD = "orbit lantern meadow crayon";

/** The link of the next letter of this subject, as whoever reads it clicks it. */
export const linkIn = async (mailbox: Mailbox, subject: string): Promise<string> => {
  const { text } = await mailbox.letter(subject);
  return /^http\S+#\S+$/m.exec(text)?.[0] ?? "";
};

export const asksForLink = async (email: string, visit: Visit) => {
  await visit.page.goto("/forgot-password");
  await visit.page.getByLabel("Email address").fill(email);
  await presses(visit, "Send the link");
  await says(visit, "Check your mail");
};

/** The field of this label, and not a button that is named after it. */
export const field = ({ page }: Visit, label: string) =>
  page.locator("input").and(page.getByLabel(label, { exact: true }));

export const chooses = async (visit: Visit, password = NEW_PASSWORD) => {
  await field(visit, "New password").fill(password);
  await field(visit, "The same again").fill(password);
  await presses(visit, "Save");
};
