import {
  SendVerificationCodeDocument,
  type ChallengeStatus,
  type ResetPasswordMutation,
  type VerificationMethod,
} from "../../../sdk/operations.ts";
import { ask } from "./api.ts";
import { openAt } from "./countdown.ts";
import { announce, complain, field, onClick, onSubmit, show, the } from "./screen.ts";
import { time, word } from "./words.ts";

type Asked = Extract<ResetPasswordMutation["resetPassword"], { __typename: "ResetVerificationRequired" }>;
type MethodOption = Asked["challenge"]["methods"][number];

const codeField = field("code-field");

/** What the page knows of the step that is under way. */
let ticket = "";
let method: VerificationMethod = "AUTHENTICATOR";
let options: MethodOption[] = [];

const labelOf = ({ method: it, destination }: MethodOption): string =>
  word(`method${it}`, { destination: destination ?? "" });

const choice = (option: MethodOption, isFirst: boolean): HTMLElement => {
  const label = document.createElement("label");
  label.className = "choice";
  const radio = document.createElement("input");
  Object.assign(radio, { type: "radio", name: "method", value: option.method, checked: isFirst });
  const text = document.createElement("span");
  text.textContent = labelOf(option);
  label.append(radio, text);
  return label;
};

const offer = (methods: MethodOption[]): void => {
  options = methods;
  the("methods").replaceChildren(...methods.map((option, nth) => choice(option, nth === 0)));
};

const askForCode = (resendAvailableAt: string, at: number): void => {
  const destination = options.find((it) => it.method === method)?.destination ?? "";
  const isSent = method === "SMS" || method === "APP_NOTIFICATION";
  const isDigits = method !== "RECOVERY_CODE";
  the("code-lead").textContent = word(`lead${method}`, { destination });
  the("code-label").textContent = word(isDigits ? "code" : "recoveryCode");
  Object.assign(codeField, {
    value: "",
    inputMode: isDigits ? "numeric" : "text",
    autocomplete: isDigits ? "one-time-code" : "off",
  });
  the("resend").hidden = !isSent;
  if (isSent) openAt("resend", "resend", resendAvailableAt, at);
};

/** Has a code sent by the chosen method, or makes ready for one that is at hand already. False after saying why not. */
const send = async (form: HTMLElement): Promise<boolean> => {
  const { result, at } = await ask(SendVerificationCodeDocument, { input: { ticket, method } });
  const sent = result.sendVerificationCode;
  switch (sent.__typename) {
    case "CodeSent":
      askForCode(sent.challenge.resendAvailableAt, at);
      return true;
    // The one that was sent is still good.
    case "ResendTooSoon":
      askForCode(sent.resendAvailableAt, at);
      return true;
    case "MethodUnavailable":
      offer(sent.methods);
      show("verify");
      complain(the("verify"), word("methodUnavailable"));
      return false;
    case "ChallengeClosed":
      secondStep.closed(sent.status);
      return false;
    case "TooManyAttempts":
      complain(form, word("tooMany", { at: time(sent.retryAt) }));
      return false;
  }
};

/** The second step of a reset, where the account has more than mail to be proven by. */
export const secondStep = {
  begin: (newTicket: string, { methods }: Asked["challenge"]): void => {
    ticket = newTicket;
    offer(methods);
    // Nothing that has been there for three days: then there is nothing to choose from, and nothing to go back to.
    the("back").hidden = methods.length === 0;
    show(methods.length === 0 ? "hold" : "verify");
  },
  answer: () => ({ ticket, method, code: codeField.value.replace(/\s/g, "") }),
  wrongCode: (count: number): void => {
    codeField.select();
    complain(the("code"), word("wrongCode", { count }), codeField);
  },
  closed: (status: ChallengeStatus): void => {
    const why = status === "LOCKED" || status === "DENIED" ? status : "EXPIRED";
    the("closed-lead").textContent = word(`closed${why}`);
    show("closed");
  },
};

onSubmit("verify", async () => {
  method = new FormData(the("verify") as HTMLFormElement).get("method") as VerificationMethod;
  if (!(await send(the("verify")))) return;
  show("code");
  codeField.focus();
});
onClick("resend", async () => {
  if (await send(the("code"))) announce(word("resent"));
});
onClick("other-way", () => show("verify"));
for (const id of ["none-at-all", "none-of-these"]) onClick(id, () => show("hold"));
onClick("back", () => show("verify"));
