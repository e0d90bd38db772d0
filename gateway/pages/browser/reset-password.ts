import {
  PasswordResetLinkDocument,
  ResetPasswordDocument,
  type ResetPasswordInput,
  type ResetPasswordMutation,
} from "../../../sdk/operations.ts";
import { ask } from "./api.ts";
import { passwordForm } from "./password-form.ts";
import { complain, field, fill, list, onClick, onSubmit, show, the } from "./screen.ts";
import { dropSecret } from "./secret.ts";
import { FAULTS, startWithSecret } from "./start.ts";
import { secondStep } from "./second-step.ts";
import { moment, time, word } from "./words.ts";

const token = startWithSecret("choose");

/** What was typed, kept while a second step is asked. */
let newPassword = "";

const reset = async (more: Pick<ResetPasswordInput, "verification" | "cannotVerify"> = {}): Promise<void> => {
  const { result } = await ask(ResetPasswordDocument, { input: { token, newPassword, ...more } });
  answered(result.resetPassword);
};

const answered = (result: ResetPasswordMutation["resetPassword"]): void => {
  switch (result.__typename) {
    case "PasswordReset":
      list(
        "apps",
        result.apps.map(({ name }) => name),
      );
      the("sessions-ended").textContent =
        result.sessionsEnded > 0 ? word("ended", { count: result.sessionsEnded }) : "";
      return end("done");
    case "PasswordResetHeld":
      fill("held-lead", { at: moment(result.opensAt) });
      return end("held");
    case "ResetLinkInvalid":
      return end(FAULTS[result.state]);
    case "PasswordTooWeak":
      show("choose");
      return passwordForm.refuse(result.check);
    case "ResetVerificationRequired":
      return secondStep.begin(result.ticket, result.challenge);
    case "CodeIncorrect":
      return secondStep.wrongCode(result.attemptsRemaining);
    case "ChallengeClosed":
      return secondStep.closed(result.status);
    case "TooManyAttempts":
      return complain(shownForm(), word("tooMany", { at: time(result.retryAt) }));
  }
};

const shownForm = (): HTMLElement => the(document.querySelector("section:not([hidden]) form")?.id ?? "choose");

const end = (state: string): void => {
  newPassword = "";
  passwordForm.clear();
  // A link that was held stays good for nothing, but what is held is told by a new one; either way this one is done.
  dropSecret();
  show(state);
};

onSubmit("choose", async () => {
  const password = passwordForm.read();
  if (password === null) return;
  newPassword = password;
  await reset();
});
onSubmit("code", () => reset({ verification: secondStep.answer() }));
onSubmit("hold", () => reset({ cannotVerify: true }));
onClick("begin-again", () => reset());

/** Nobody is to think up a password for a link that opens nothing. Where this is not answered, Save still is. */
const look = async (): Promise<void> => {
  const { passwordResetLink: link } = (await ask(PasswordResetLinkDocument, { token })).result;
  // Late, and the page has gone on.
  if (the("choose").closest("section")?.hidden) return;
  if (link.state !== "OPEN") {
    end(FAULTS[link.state]);
    return;
  }
  field("account").value = link.email ?? "";
  the("account-field").hidden = false;
};
if (token) look().catch(() => undefined);
