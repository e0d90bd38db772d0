import {
  AnswerMailedActivityDocument,
  MailedActivityDocument,
  MailedActivityLinkDocument,
  type MailedActivityQuery,
} from "../../../sdk/operations.ts";
import { ask } from "./api.ts";
import { onClick, onSubmit, show, the } from "./screen.ts";
import { dropSecret } from "./secret.ts";
import { FAULTS, startWithSecret } from "./start.ts";
import { country, moment, word } from "./words.ts";

type MailedActivity = NonNullable<MailedActivityQuery["mailedActivity"]>;

const token = startWithSecret("loading");

const fact = (name: string, text: string): HTMLElement => {
  const pair = document.createElement("div");
  const term = document.createElement("dt");
  const description = document.createElement("dd");
  term.textContent = word(name);
  description.textContent = text;
  pair.append(term, description);
  return pair;
};

const placeOf = ({ location }: MailedActivity): string =>
  [location?.city, location?.countryCode && country(location.countryCode)].filter(Boolean).join(", ") ||
  word("unknownPlace");

/** What a person recognises it by. The names are what the device called itself, and stand there as text. */
const describe = (activity: MailedActivity): void => {
  const { kind, at, device, app, location } = activity;
  the("ask-lead").textContent = word(kind === "SIGNED_IN" ? "leadSIGNED_IN" : "leadOther");
  the("facts").replaceChildren(
    fact("when", moment(at)),
    ...(device ? [fact("device", [device.name, device.model].filter(Boolean).join(" · "))] : []),
    ...(app ? [fact("app", app.name)] : []),
    fact("place", placeOf(activity)),
    ...(location?.provider ? [fact("provider", location.provider)] : []),
  );
  the("notice").textContent = location?.notice ?? "";
};

const stateOf = (activity: MailedActivity): string => {
  if (activity.wasMe === null) return "ask";
  return activity.wasMe ? "confirmed" : "secured";
};

const faultOf = async () => (await ask(MailedActivityLinkDocument, { token })).result.mailedActivityLink;

const load = async (): Promise<void> => {
  the("again").hidden = true;
  try {
    const { mailedActivity: activity } = (await ask(MailedActivityDocument, { token })).result;
    if (activity) describe(activity);
    show(activity ? stateOf(activity) : FAULTS[await faultOf()]);
  } catch (error) {
    the("again").hidden = false;
    the("loading-lead").textContent = "";
    throw error;
  }
};

const AFTER = { ActivityConfirmed: "confirmed", AccountSecured: "secured" };

const answer = async (wasMe: boolean): Promise<void> => {
  const { result } = await ask(AnswerMailedActivityDocument, { token, wasMe });
  const answered = result.answerMailedActivity;
  // A yes may still be taken back, by this same link.
  if (answered.__typename !== "ActivityConfirmed") dropSecret();
  if (answered.__typename === "AccountSecured" && answered.sessionsEnded > 0)
    the("sessions-ended").textContent = word("ended", { count: answered.sessionsEnded });
  show(answered.__typename === "LinkInvalid" ? FAULTS[answered.state] : AFTER[answered.__typename]);
};

onClick("again", load);
onSubmit("answer", () => answer(true));
for (const id of ["no", "after-all"]) onClick(id, () => answer(false));
if (token) the("again").click();
