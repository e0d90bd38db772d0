import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  ConfirmTwoStepVerificationDocument,
  EnableTwoStepVerificationDocument,
  MeDocument,
  TrustedDevicesDocument,
  type ClientInput,
} from "../../sdk/operations.ts";
import { expectA, expectThat } from "./answers.ts";
import type { Api, App } from "./api.ts";
import { Unexpected } from "./teller.ts";

export type Person = { email: string; password: string };

const fresh = (): string => randomInt(36 ** 6).toString(36);

/** Somebody new, so that the story can be played again on the same server. */
export const person = (name: string): Person => ({
  email: `${name}.${fresh()}@example.com`,
  password: `orbit-lantern-${name}-staple`,
});

export const clientOn = (name: string, model: string): ClientInput => ({
  appId: "kasa",
  appVersion: "3.1.0",
  device: { installationId: `demo-${fresh()}-${fresh()}`, name, model, osName: "Android", osVersion: "15" },
});

/** What the people of the story do more than once. */
export const actsWith = (api: Api) => {
  const signUp = async (who: Person, phone: App) => {
    const { sender } = expectA("signUp", "EmailConfirmationSent", await phone.signUp(who));
    const { code, subject } = await api.nextMailedCode(who.email);
    expectA(`confirmEmail ${code}`, "SignedIn", await phone.confirmEmail({ email: who.email, code }));
    return { sender, code, subject };
  };

  const turnOnTwoStep = async ({ email }: Person, phone: App) => {
    const asked = await phone.ask(EnableTwoStepVerificationDocument, {});
    const { ticket } = expectA("enableTwoStepVerification", "FlowStarted", asked.enableTwoStepVerification);
    const { code, subject } = await api.nextMailedCode(email);
    const answer = await phone.ask(ConfirmTwoStepVerificationDocument, { input: { ticket, code } });
    const sent = `confirmTwoStepVerification ${code}`;
    const { deviceToken } = expectA(sent, "TwoStepEnabled", answer.confirmTwoStepVerification);
    expectThat(sent, "a deviceToken", deviceToken !== null, deviceToken);
    return { ticket, code, subject, deviceToken };
  };

  const me = async (phone: App, first = 20) => {
    const answer = await phone.ask(MeDocument, { first });
    if (!answer.me) throw new Unexpected("me", "an account", answer);
    return answer.me;
  };

  return { signUp, turnOnTwoStep, me };
};

const ONLINE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 20;

/** Its subscription stands when the device counts as online; only then is a code sent there live. */
export const isOnline = async (phone: App): Promise<void> => {
  const deadline = performance.now() + ONLINE_WITHIN_MS;
  for (;;) {
    const trustedDevices = (await phone.ask(TrustedDevicesDocument, {})).me?.trustedDevices;
    if (trustedDevices?.some(({ isCurrent, online }) => isCurrent && online)) return;
    if (performance.now() > deadline)
      throw new Unexpected("subscription verificationRequests", "the phone to be online", trustedDevices);
    await pause(LOOK_EVERY_MS);
  }
};
