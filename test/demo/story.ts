import { setTimeout as pause } from "node:timers/promises";
import {
  LoginActivitiesDocument,
  MeDocument,
  RefreshSessionDocument,
  RemoveTrustedDeviceDocument,
  SessionEndedDocument,
  SubmitVerificationCodeDocument,
  type LoginActivityKind,
} from "../../sdk/operations.ts";
import type { RequestEvent } from "../../sdk/requests.ts";
import type { Kept } from "../../sdk/tokens.ts";
import type { Flow, Step as FlowStep } from "../../sdk/verification.ts";
import { expectA, expectThat, isA, type Of, type Place, type Request } from "./answers.ts";
import { nextOf, refusalOf, within, type Api, type App } from "./api.ts";
import { actsWith, clientOn, isOnline, person, type Person } from "./cast.ts";
import type { Server } from "./server.ts";
import { short, Unexpected, type Tell, type Teller } from "./teller.ts";

type Needs = { api: Api; server: Pick<Server, "admin">; teller: Teller };
type Requests = ReturnType<App["requests"]>;

/** What every step plays on. */
type Stage = Omit<Needs, "teller"> & { ada: Person; acts: ReturnType<typeof actsWith> };

/** Tells each line as it happens; answers what the later steps go on with. */
type Step<T = void> = (tell: Tell) => Promise<T>;

/** Codes that live longer than this are not waited for. */
const LONGEST_WAIT_MS = 20_000;

/** The ten steps of the main job, as ada, her two phones and an analyst play them. */
export const playStory = async ({ api, server, teller: { step } }: Needs): Promise<void> => {
  const stage: Stage = { api, server, ada: person("ada"), acts: actsWith(api) };
  const phone = api.app(clientOn("ada's phone", "Pixel 8"));
  const newPhone = api.app(clientOn("ada's new phone", "Galaxy S24"));
  try {
    await step("ada signs up with Kasa on her phone", signsUp(stage, phone));
    await step("turns on two-step verification", turnsOnTwoStep(stage, phone));
    const requests = await step("her phone listens", listens(phone));
    const asked = await step("signs in on a new phone", asksToSignIn(stage, newPhone, requests));
    await step("types the code there", typesTheCode(stage, newPhone, asked, requests));
    await step("did not receive a code?", asksForAMail(stage));
    await step("signs in again on the trusted phone", skipsTheSecondStep(stage, phone, requests));
    await step("removes that phone, from the new one", removesThePhone(stage, phone, newPhone));
    await step("reads what happened", readsActivity(stage, newPhone));
    await step("an analyst reads everybody's", lookedAtByAnAnalyst(stage, newPhone));
  } finally {
    await api.close();
  }
};

const signsUp =
  ({ acts, ada }: Stage, phone: App): Step =>
  async (tell) => {
    const { sender, code, subject } = await acts.signUp(ada, phone);
    const { accessToken, refreshToken } = await phone.kept();
    tell(`signUp ${ada.email}`, `mail "${subject}" from ${sender}: ${code}`);
    tell(`confirmEmail ${code}`, `SignedIn, access ${short(accessToken)}, refresh ${short(refreshToken)}`);
  };

const turnsOnTwoStep =
  ({ acts, ada }: Stage, phone: App): Step =>
  async (tell) => {
    const { ticket, code, subject, deviceToken } = await acts.turnOnTwoStep(ada, phone);
    tell("enableTwoStepVerification", `FlowStarted, ticket ${short(ticket)}; mail "${subject}": ${code}`);
    tell(`confirmTwoStepVerification ${code}`, `TwoStepEnabled, this phone is trusted: device ${short(deviceToken)}`);
  };

const listens =
  (phone: App): Step<Requests> =>
  async (tell) => {
    const requests = phone.requests();
    await isOnline(phone);
    tell("subscription verificationRequests", "open over graphql-transport-ws; the phone is online");
    return requests;
  };

type Asked = { ticket: string; flow: Flow; request: Request };

const REQUESTED: [string, string] = ["subscription verificationRequests", "VerificationRequested with a code"];

/** Asks on a new device; the trusted phone shows the code. */
const askOn = async ({ ada }: Stage, device: App, requests: Requests) => {
  const sent = `signIn on ${device.client.device.name}`;
  const answer = expectA(sent, "VerificationRequired", await device.signIn(ada));
  const isRequested = (event: RequestEvent) => isA("VerificationRequested", event);
  const { request } = await nextOf(requests, isRequested, REQUESTED);
  return { ticket: answer.ticket, flow: device.codeFlow(answer), request, answer };
};

/** What comes of a code that is typed. */
const typed = async <Kind extends FlowStep["__typename"]>(
  sent: string,
  { flow, code }: { flow: Flow; code: string },
  kind: Kind,
  needed: Partial<Of<FlowStep, Kind>> = {},
): Promise<Of<FlowStep, Kind>> => {
  await flow.submit(code);
  const { value } = (await flow.next()) as { value: FlowStep };
  return expectA(sent, kind, value, needed);
};

const asksToSignIn =
  (stage: Stage, newPhone: App, requests: Requests): Step<Asked> =>
  async (tell) => {
    const { answer, ...asked } = await askOn(stage, newPhone, requests);
    const { request } = asked;
    const { method, methods } = answer.challenge;
    expectThat("signIn", "APP_NOTIFICATION by default", method === "APP_NOTIFICATION", answer);
    const others = methods.flatMap((it) => (it.method === method ? [] : [it.method]));
    tell("signIn with the right password", `VerificationRequired by ${method} (or ${others.join(", ")})`);
    tell("  on the trusted phone", `code ${request.code}, for ${request.app.name} on ${request.device.name}`);
    tell("", `from ${request.ipAddress}, ${placeIn(request.location)}`);
    return asked;
  };

const typesTheCode =
  (stage: Stage, newPhone: App, { ticket, flow, request }: Asked, requests: Requests): Step =>
  async (tell) => {
    const { id, code } = request;
    const wrong = wrongFor(code);
    await typed("a wrong code", { flow, code: wrong }, "CodeIncorrect", { attemptsRemaining: 4 });
    tell(`submitVerificationCode ${wrong}, wrong`, "CodeIncorrect, 4 attempts remain");

    await typed("the right code", { flow, code }, "SignedIn");
    const { accessToken, deviceToken } = await newPhone.kept();
    const tokens = `access ${short(accessToken)}, device ${short(deviceToken)}`;
    tell(`submitVerificationCode ${code}`, `SignedIn and trusted, ${tokens}`);
    const settled = await settlingOf(requests, id);
    tell("  on the trusted phone", `VerificationSettled, ${settled.status}`);

    const again = await newPhone.askAsStranger(SubmitVerificationCodeDocument, { input: { ticket, code } });
    expectA("a used code", "ChallengeClosed", again.submitVerificationCode, { status: "COMPLETED" });
    tell(`submitVerificationCode ${code}, again`, "ChallengeClosed, COMPLETED");
    await guessesTooOften(stage, requests)(tell);
    await comesTooLate(stage, requests)(tell);
  };

const guessesTooOften =
  (stage: Stage, requests: Requests): Step =>
  async (tell) => {
    const laptop = stage.api.app(clientOn("a laptop", "ThinkPad"));
    const { flow, request } = await askOn(stage, laptop, requests);
    const code = wrongFor(request.code);
    for (const attemptsRemaining of [4, 3, 2, 1, 0])
      await typed(`wrong code ${5 - attemptsRemaining} of 5`, { flow, code }, "CodeIncorrect", { attemptsRemaining });
    const right = { flow, code: request.code };
    await typed("the right code at the sixth try", right, "ChallengeClosed", { status: "LOCKED" });
    tell(`five wrong tries, then ${request.code}`, "ChallengeClosed, LOCKED");
  };

const comesTooLate =
  (stage: Stage, requests: Requests): Step =>
  async (tell) => {
    const tablet = stage.api.app(clientOn("ada's tablet", "Tab S9"));
    const { flow, request } = await askOn(stage, tablet, requests);
    const lifeMs = Date.parse(request.expiresAt) - Date.parse(request.requestedAt);
    if (lifeMs > LONGEST_WAIT_MS) {
      tell("a code that has expired", `not waited for: codes live ${lifeMs / 60_000} min here`);
      return;
    }
    await pause(lifeMs);
    const settled = await settlingOf(requests, request.id);
    await typed("an expired code", { flow, code: request.code }, "CodeIncorrect");
    tell(
      `submitVerificationCode ${request.code}, late`,
      `CodeIncorrect after ${lifeMs / 1_000} s; on the trusted phone ${settled.status}`,
    );
  };

const asksForAMail =
  ({ api, ada }: Stage): Step =>
  async (tell) => {
    const tablet = api.app(clientOn("ada's old tablet", "Tab A8"));
    const flow = tablet.codeFlow(expectA("signIn", "VerificationRequired", await tablet.signIn(ada)));
    await flow.send("EMAIL");
    const { value: sent } = (await flow.next()) as { value: FlowStep };
    const { challenge } = expectA("sendVerificationCode EMAIL", "CodeSent", sent);
    const { code, subject } = await api.nextMailedCode(ada.email);
    const destination = challenge.deliveries.find(({ method }) => method === "EMAIL")?.destination ?? "(nowhere)";
    tell("sendVerificationCode EMAIL", `CodeSent to ${destination}; mail "${subject}": ${code}`);
    const { accessToken } = await typed("the mailed code", { flow, code }, "SignedIn");
    tell(`submitVerificationCode ${code}`, `SignedIn, access ${short(accessToken)}`);
  };

const skipsTheSecondStep =
  ({ ada }: Stage, phone: App, requests: Requests): Step =>
  async (tell) => {
    await requests.return?.();
    const { deviceToken: before } = await phone.kept();
    const { deviceToken } = expectA("signIn with its deviceToken", "SignedIn", await phone.signIn(ada));
    tell(`signIn with device ${short(before)}`, `SignedIn, no second step; device now ${short(deviceToken)}`);
  };

const removesThePhone =
  (stage: Stage, phone: App, newPhone: App): Step =>
  async (tell) => {
    const endings = phone.events(SessionEndedDocument, {});
    phone.requests();
    await isOnline(phone);
    const kept = await phone.kept();

    const { trustedDevices } = await stage.acts.me(newPhone);
    const device = trustedDevices.find(({ name }) => name === phone.client.device.name);
    if (!device) throw new Unexpected("me { trustedDevices }", phone.client.device.name, trustedDevices);
    const answer = await newPhone.ask(RemoveTrustedDeviceDocument, { deviceId: device.id });
    expectA("removeTrustedDevice", "TrustedDeviceRemoved", answer.removeTrustedDevice, { sessionsEnded: 1 });
    tell(`removeTrustedDevice ${short(device.id)}`, "TrustedDeviceRemoved, 1 session ended");

    type Ending = { sessionEnded: { reason: string } };
    const isEnding = <T extends Ending>(event: T): event is T => event.sessionEnded.reason === "DEVICE_REMOVED";
    await nextOf(endings, isEnding, ["subscription sessionEnded", "sessionEnded, DEVICE_REMOVED"]);
    const reason = await within(phone.ended, "the removed phone", "to hear that it is signed out");
    expectThat("the removed phone", "DEVICE_REMOVED", reason === "DEVICE_REMOVED", reason);
    const closeCode = phone.closes.at(-1);
    expectThat("the removed phone's socket", "close 4403", closeCode === 4403, `close ${closeCode ?? "none"}`);
    tell("  on that phone", `sessionEnded, ${reason}; its socket closes with ${closeCode ?? "none"}`);
    await isLoggedOut(stage, phone, kept)(tell);
  };

/** With the tokens that it had until then, as somebody would try who has kept them. */
const isLoggedOut =
  ({ api, ada }: Stage, phone: App, { accessToken, refreshToken, deviceToken }: Kept): Step =>
  async (tell) => {
    const refusal = await refusalOf("me with its access token", api.askWith(accessToken, MeDocument, { first: 1 }));
    expectThat("me with its access token", "UNAUTHENTICATED", refusal === "UNAUTHENTICATED", refusal);
    tell(`me with access ${short(accessToken)}`, refusal);
    const asked = { refreshToken: refreshToken ?? "" };
    const { refreshSession } = await phone.askAsStranger(RefreshSessionDocument, asked);
    expectA("refreshSession with its token", "SessionEnded", refreshSession, { reason: "DEVICE_REMOVED" });
    tell(`refreshSession ${short(refreshToken)}`, "SessionEnded, DEVICE_REMOVED");
    const { challenge } = expectA("signIn with its deviceToken", "VerificationRequired", await phone.signIn(ada));
    tell(`signIn with device ${short(deviceToken)}`, `VerificationRequired by ${challenge.method}`);
  };

const readsActivity =
  ({ acts }: Stage, newPhone: App): Step =>
  async (tell) => {
    const { loginActivity, loginSecurity, sessions, trustedDevices } = await acts.me(newPhone, 100);
    const isOn = loginSecurity.twoStepVerification.enabled;
    expectThat("me { loginSecurity }", "two-step verification on", isOn, loginSecurity);
    tell(
      "me, from all four subgraphs",
      `two-step on, ${sessions.length} sessions, ${trustedDevices.length} trusted devices`,
    );

    const rows = loginActivity.edges.map(({ node }) => node);
    const kinds = new Set<string>(rows.map(({ kind }) => kind));
    const expected = ["SIGNED_UP", "TWO_STEP_ENABLED", "VERIFICATION_FAILED", "VERIFICATION_LOCKED", "DEVICE_REMOVED"];
    const hasAll = expected.every((kind) => kinds.has(kind));
    expectThat("me { loginActivity }", expected.join(", "), hasAll, [...kinds]);
    const times = rows.map(({ at }) => at);
    const isSorted = times.every((at, index) => index === 0 || at <= (times[index - 1] ?? ""));
    expectThat("me { loginActivity }", "newest first", isSorted, times);
    const newest = rows[0];
    if (!newest?.location?.notice) throw new Unexpected("me { loginActivity }", "a place and its notice", newest);
    tell("  its loginActivity", `${rows.length} rows, from ${newest.kind} back to ${rows.at(-1)?.kind ?? "?"}`);
    tell("", `all in ${placeIn(newest.location)}`);
    tell("", `"${newest.location.notice.split(", and ")[0] ?? ""} …"`);
  };

const lookedAtByAnAnalyst =
  ({ api, server, acts }: Stage, adasPhone: App): Step =>
  async (tell) => {
    const refusal = await refusalOf("loginActivities as ada", adasPhone.ask(LoginActivitiesDocument, {}));
    expectThat("loginActivities as ada", "FORBIDDEN", refusal === "FORBIDDEN", refusal);
    tell("loginActivities, as ada", refusal);

    // Staff has two-step verification on, and comes back on a device that it trusts.
    const grace = person("grace");
    const phone = api.app(clientOn("grace's phone", "Pixel 7"));
    await acts.signUp(grace, phone);
    await acts.turnOnTwoStep(grace, phone);
    tell("npm run admin -- grant analyst …", await server.admin("grant", "analyst", grace.email));
    expectA("signIn as grace", "SignedIn", await phone.signIn(grace));

    const { id: accountId } = await acts.me(adasPhone, 1);
    const kinds: LoginActivityKind[] = ["DEVICE_REMOVED"];
    const asked = { filter: { kinds, accountId }, first: 10 };
    const { loginActivities } = await phone.ask(LoginActivitiesDocument, asked);
    const row = loginActivities.edges[0]?.node;
    const isRow = row?.account?.id === accountId && row.ipAddress?.includes("/") === true;
    if (!isRow) throw new Unexpected("loginActivities as grace", "ada's row, of a network", row ?? "none");
    tell("loginActivities, as grace", `${row.kind} of account ${short(accountId)}, network ${row.ipAddress ?? ""}`);
  };

type Where = Pick<Place, "city" | "countryCode" | "provider">;
const NOWHERE: Where = { city: null, countryCode: null, provider: null };

const placeIn = (place: Where | null): string => {
  const { city, countryCode, provider } = place ?? NOWHERE;
  return `${[city, countryCode].filter(Boolean).join(", ") || "no place (a local network)"}${provider ? ` by ${provider}` : ""}`;
};

const settlingOf = (requests: Requests, requestId: string): Promise<Of<RequestEvent, "VerificationSettled">> => {
  const isSettled = (event: RequestEvent): event is Of<RequestEvent, "VerificationSettled"> =>
    isA("VerificationSettled", event) && event.requestId === requestId;
  return nextOf(requests, isSettled, ["subscription verificationRequests", "VerificationSettled"]);
};

/** Any other six digits. */
const wrongFor = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
