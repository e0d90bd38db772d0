import { setTimeout as pause } from "node:timers/promises";
import {
  LoginActivitiesDocument,
  MeDocument,
  RefreshSessionDocument,
  RemoveTrustedDeviceDocument,
  SendVerificationCodeDocument,
  SessionEndedDocument,
  VerificationRequestsDocument,
  type ClientInput,
  type LoginActivityKind,
} from "../../sdk/operations.ts";
import {
  expectA,
  expectThat,
  isA,
  type Of,
  type Place,
  type Request,
  type RequestEvent,
  type VerificationRequired,
} from "./answers.ts";
import { within, type Api, type Events, type Socket } from "./api.ts";
import { actsWith, clientOn, person, phoneOf, type Person, type Phone } from "./cast.ts";
import type { Server } from "./server.ts";
import { short, Unexpected, type Tell, type Teller } from "./teller.ts";

type Needs = { api: Api; server: Pick<Server, "admin">; teller: Teller };

/** What every step plays on. */
type Stage = Omit<Needs, "teller"> & { ada: Person; acts: ReturnType<typeof actsWith> };

/** Tells each line as it happens; answers what the later steps go on with. */
type Step<T = void> = (tell: Tell) => Promise<T>;

/** Codes that live longer than this are not waited for. */
const LONGEST_WAIT_MS = 20_000;

/** The ten steps of the main job, as ada, her two phones and an analyst play them. */
export const playStory = async ({ api, server, teller: { step } }: Needs): Promise<void> => {
  const stage: Stage = { api, server, ada: person("ada"), acts: actsWith(api) };
  const sockets: Socket[] = [];
  const listen = ({ accessToken }: Phone): Socket => {
    const socket = api.listen(accessToken);
    sockets.push(socket);
    return socket;
  };
  const newClient = clientOn("ada's new phone", "Galaxy S24");
  try {
    const signedUp = await step("ada signs up with Kasa on her phone", signsUp(stage));
    const trusted = await step("turns on two-step verification", turnsOnTwoStep(stage, signedUp));
    const requests = await step("her phone listens", listens(stage, trusted, listen));
    const asked = await step("signs in on a new phone", asksToSignIn(stage, newClient, requests));
    const newPhone = await step("types the code there", typesTheCode(stage, newClient, asked, requests));
    await step("did not receive a code?", asksForAMail(stage));
    const returned = await step("signs in again on the trusted phone", skipsTheSecondStep(stage, trusted));
    await step("removes that phone, from the new one", removesThePhone(stage, returned, newPhone, listen(returned)));
    await step("reads what happened", readsActivity(stage, newPhone));
    await step("an analyst reads everybody's", lookedAtByAnAnalyst(stage, newPhone));
  } finally {
    await Promise.all(sockets.map((socket) => socket.close()));
  }
};

const signsUp =
  ({ acts, ada }: Stage): Step<Phone> =>
  async (tell) => {
    const { sender, code, subject, phone } = await acts.signUp(ada, clientOn("ada's phone", "Pixel 8"));
    tell(`signUp ${ada.email}`, `mail "${subject}" from ${sender}: ${code}`);
    tell(`confirmEmail ${code}`, `SignedIn, access ${short(phone.accessToken)}, refresh ${short(phone.refreshToken)}`);
    return phone;
  };

const turnsOnTwoStep =
  ({ acts, ada }: Stage, phone: Phone): Step<Phone> =>
  async (tell) => {
    const { ticket, code, subject, deviceToken } = await acts.turnOnTwoStep(ada, phone);
    tell("enableTwoStepVerification", `FlowStarted, ticket ${short(ticket)}; mail "${subject}": ${code}`);
    tell(`confirmTwoStepVerification ${code}`, `TwoStepEnabled, this phone is trusted: device ${short(deviceToken)}`);
    return { ...phone, deviceToken };
  };

const listens =
  ({ acts }: Stage, phone: Phone, listen: (phone: Phone) => Socket): Step<Events<RequestEvent>> =>
  async (tell) => {
    const requests = requestsOn(listen(phone));
    await acts.isOnline(phone);
    tell("subscription verificationRequests", "open over graphql-transport-ws; the phone is online");
    return requests;
  };

type Asked = { ticket: string; request: Request };

/** Asks on a new device; the trusted phone shows the code. */
const askOn = async (
  { acts, ada }: Stage,
  client: ClientInput,
  requests: Events<RequestEvent>,
): Promise<Asked & { answer: VerificationRequired }> => {
  const sent = `signIn on ${client.device.name}`;
  const answer = expectA(sent, "VerificationRequired", await acts.signIn(ada, client));
  const isRequested = (event: RequestEvent) => isA("VerificationRequested", event);
  const { request } = await requests.next(isRequested, "VerificationRequested with a code");
  return { ticket: answer.ticket, request, answer };
};

const asksToSignIn =
  (stage: Stage, client: ClientInput, requests: Events<RequestEvent>): Step<Asked> =>
  async (tell) => {
    const { ticket, request, answer } = await askOn(stage, client, requests);
    const { method, methods } = answer.challenge;
    expectThat("signIn", "APP_NOTIFICATION by default", method === "APP_NOTIFICATION", answer);
    const others = methods.flatMap((it) => (it.method === method ? [] : [it.method]));
    tell("signIn with the right password", `VerificationRequired by ${method} (or ${others.join(", ")})`);
    tell("  on the trusted phone", `code ${request.code}, for ${request.app.name} on ${request.device.name}`);
    tell("", `from ${request.ipAddress}, ${placeIn(request.location)}`);
    return { ticket, request };
  };

const typesTheCode =
  (stage: Stage, client: ClientInput, { ticket, request }: Asked, requests: Events<RequestEvent>): Step<Phone> =>
  async (tell) => {
    const { submit } = stage.acts;
    const { id, code } = request;
    const wrong = wrongFor(code);
    expectA("a wrong code", "CodeIncorrect", await submit(ticket, wrong), { attemptsRemaining: 4 });
    tell(`submitVerificationCode ${wrong}, wrong`, "CodeIncorrect, 4 attempts remain");

    const newPhone = phoneOf(client, expectA("the right code", "SignedIn", await submit(ticket, code)));
    const tokens = `access ${short(newPhone.accessToken)}, device ${short(newPhone.deviceToken)}`;
    tell(`submitVerificationCode ${code}`, `SignedIn and trusted, ${tokens}`);
    const settled = await requests.next(settlingOf(id), "VerificationSettled");
    tell("  on the trusted phone", `VerificationSettled, ${settled.status}`);

    expectA("a used code", "ChallengeClosed", await submit(ticket, code), { status: "COMPLETED" });
    tell(`submitVerificationCode ${code}, again`, "ChallengeClosed, COMPLETED");
    await guessesTooOften(stage, requests)(tell);
    await comesTooLate(stage, requests)(tell);
    return newPhone;
  };

const guessesTooOften =
  (stage: Stage, requests: Events<RequestEvent>): Step =>
  async (tell) => {
    const { ticket, request } = await askOn(stage, clientOn("a laptop", "ThinkPad"), requests);
    for (const attemptsRemaining of [4, 3, 2, 1, 0]) {
      const came = await stage.acts.submit(ticket, wrongFor(request.code));
      expectA(`wrong code ${5 - attemptsRemaining} of 5`, "CodeIncorrect", came, { attemptsRemaining });
    }
    const sixth = await stage.acts.submit(ticket, request.code);
    expectA("the right code at the sixth try", "ChallengeClosed", sixth, { status: "LOCKED" });
    tell(`five wrong tries, then ${request.code}`, "ChallengeClosed, LOCKED");
  };

const comesTooLate =
  (stage: Stage, requests: Events<RequestEvent>): Step =>
  async (tell) => {
    const { ticket, request } = await askOn(stage, clientOn("ada's tablet", "Tab S9"), requests);
    const lifeMs = Date.parse(request.expiresAt) - Date.parse(request.requestedAt);
    if (lifeMs > LONGEST_WAIT_MS) {
      tell("a code that has expired", `not waited for: codes live ${lifeMs / 60_000} min here`);
      return;
    }
    await pause(lifeMs);
    const settled = await requests.next(settlingOf(request.id), "VerificationSettled");
    expectA("an expired code", "CodeIncorrect", await stage.acts.submit(ticket, request.code));
    tell(
      `submitVerificationCode ${request.code}, late`,
      `CodeIncorrect after ${lifeMs / 1_000} s; on the trusted phone ${settled.status}`,
    );
  };

const asksForAMail =
  ({ api, acts, ada }: Stage): Step =>
  async (tell) => {
    const asked = await acts.signIn(ada, clientOn("ada's old tablet", "Tab A8"));
    const { ticket } = expectA("signIn", "VerificationRequired", asked);
    const input = { ticket, method: "EMAIL" as const };
    const answer = await api.ask(SendVerificationCodeDocument, { input });
    const { challenge } = expectA("sendVerificationCode EMAIL", "CodeSent", answer.sendVerificationCode);
    const { code, subject } = await api.nextMailedCode(ada.email);
    const destination = challenge.deliveries.find(({ method }) => method === "EMAIL")?.destination ?? "(nowhere)";
    tell("sendVerificationCode EMAIL", `CodeSent to ${destination}; mail "${subject}": ${code}`);
    const { accessToken } = expectA("the mailed code", "SignedIn", await acts.submit(ticket, code));
    tell(`submitVerificationCode ${code}`, `SignedIn, access ${short(accessToken)}`);
  };

const skipsTheSecondStep =
  ({ acts, ada }: Stage, { client, deviceToken }: Phone): Step<Phone> =>
  async (tell) => {
    const answer = await acts.signIn(ada, client, deviceToken);
    const phone = phoneOf(client, expectA("signIn with its deviceToken", "SignedIn", answer));
    tell(
      `signIn with device ${short(deviceToken)}`,
      `SignedIn, no second step; device now ${short(phone.deviceToken)}`,
    );
    return phone;
  };

const removesThePhone =
  (stage: Stage, removed: Phone, newPhone: Phone, socket: Socket): Step =>
  async (tell) => {
    const { api, acts } = stage;
    const endings = socket.events(SessionEndedDocument, {}, ({ sessionEnded }) => sessionEnded);
    requestsOn(socket);
    await acts.isOnline(removed);

    const { trustedDevices } = await acts.me(newPhone);
    const device = trustedDevices.find(({ name }) => name === removed.client.device.name);
    if (!device) throw new Unexpected("me { trustedDevices }", removed.client.device.name, trustedDevices);
    const answer = await api.ask(RemoveTrustedDeviceDocument, { deviceId: device.id }, newPhone.accessToken);
    expectA("removeTrustedDevice", "TrustedDeviceRemoved", answer.removeTrustedDevice, { sessionsEnded: 1 });
    tell(`removeTrustedDevice ${short(device.id)}`, "TrustedDeviceRemoved, 1 session ended");

    type Ending = { reason: string };
    const isEnding = <T extends Ending>(event: T): event is T => event.reason === "DEVICE_REMOVED";
    await endings.next(isEnding, "sessionEnded, DEVICE_REMOVED");
    const closeCode = await within(socket.closed, "the removed phone's socket", "close 4403");
    expectThat("the removed phone's socket", "close 4403", closeCode === 4403, `close ${closeCode}`);
    tell("  on that phone", `sessionEnded, DEVICE_REMOVED; its socket closes with ${closeCode}`);
    await isLoggedOut(stage, removed)(tell);
  };

const isLoggedOut =
  ({ api, acts, ada }: Stage, { client, accessToken, refreshToken, deviceToken }: Phone): Step =>
  async (tell) => {
    const refusal = await api.refusalOf(MeDocument, { first: 1 }, accessToken);
    expectThat("me with its access token", "UNAUTHENTICATED", refusal === "UNAUTHENTICATED", refusal);
    tell(`me with access ${short(accessToken)}`, refusal);
    const { refreshSession } = await api.ask(RefreshSessionDocument, { refreshToken });
    expectA("refreshSession with its token", "SessionEnded", refreshSession, { reason: "DEVICE_REMOVED" });
    tell(`refreshSession ${short(refreshToken)}`, "SessionEnded, DEVICE_REMOVED");
    const asked = await acts.signIn(ada, client, deviceToken);
    const { challenge } = expectA("signIn with its deviceToken", "VerificationRequired", asked);
    tell(`signIn with device ${short(deviceToken)}`, `VerificationRequired by ${challenge.method}`);
  };

const readsActivity =
  ({ acts }: Stage, newPhone: Phone): Step =>
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
  ({ api, server, acts }: Stage, adasPhone: Phone): Step =>
  async (tell) => {
    const refusal = await api.refusalOf(LoginActivitiesDocument, {}, adasPhone.accessToken);
    expectThat("loginActivities as ada", "FORBIDDEN", refusal === "FORBIDDEN", refusal);
    tell("loginActivities, as ada", refusal);

    // Staff has two-step verification on, and comes back on a device that it trusts.
    const grace = person("grace");
    const { phone } = await acts.signUp(grace, clientOn("grace's phone", "Pixel 7"));
    const { deviceToken } = await acts.turnOnTwoStep(grace, phone);
    tell("npm run admin -- grant analyst …", await server.admin("grant", "analyst", grace.email));
    const signedIn = expectA("signIn as grace", "SignedIn", await acts.signIn(grace, phone.client, deviceToken));

    const { id: accountId } = await acts.me(adasPhone, 1);
    const kinds: LoginActivityKind[] = ["DEVICE_REMOVED"];
    const asked = { filter: { kinds, accountId }, first: 10 };
    const { loginActivities } = await api.ask(LoginActivitiesDocument, asked, signedIn.accessToken);
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

const requestsOn = (socket: Socket): Events<RequestEvent> =>
  socket.events(VerificationRequestsDocument, {}, ({ verificationRequests }) => verificationRequests);

const settlingOf =
  (requestId: string) =>
  (event: RequestEvent): event is Of<RequestEvent, "VerificationSettled"> =>
    isA("VerificationSettled", event) && event.requestId === requestId;

/** Any other six digits. */
const wrongFor = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
