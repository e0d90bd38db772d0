import { RequestPasswordResetDocument } from "../../../sdk/operations.ts";
import { ask, wordOf } from "./api.ts";
import { openAt } from "./countdown.ts";
import { announce, complain, field, fill, list, onClick, onSubmit, show, the } from "./screen.ts";
import { resetHeard } from "./reset-heard.ts";
import { start } from "./start.ts";
import { word } from "./words.ts";

const address = field("address");

const heard = resetHeard((apps) => {
  list("apps", apps);
  show("done");
});

const request = async (): Promise<void> => {
  const email = address.value.trim();
  const { result, at } = await ask(RequestPasswordResetDocument, { input: { email } });
  const { sender, advice, resendAvailableAt, ticket } = result.requestPasswordReset;
  fill("sent-lead", { email, sender });
  list("advice", advice);
  openAt("resend", "resend", resendAvailableAt, at);
  heard.waitFor(ticket);
};

onSubmit("ask", async () => {
  if (!address.validity.valid) {
    complain(the("ask"), word("badAddress"), address);
    return;
  }
  try {
    await request();
    show("sent");
  } catch (error) {
    // Nothing but the address can be refused here; what the browser took for one may still be none.
    if (wordOf(error) !== "refused") throw error;
    complain(the("ask"), word("badAddress"), address);
  }
});

onClick("resend", async () => {
  await request();
  announce(word("resent"));
});

onClick("other", () => {
  show("ask");
  address.select();
});

start("ask");
