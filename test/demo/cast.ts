import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  ConfirmEmailDocument,
  ConfirmTwoStepVerificationDocument,
  EnableTwoStepVerificationDocument,
  MeDocument,
  SignInDocument,
  SignUpDocument,
  SubmitVerificationCodeDocument,
  TrustedDevicesDocument,
  type ClientInput,
} from "../../sdk/operations.ts";
import { expectA, expectThat, type SignedIn } from "./answers.ts";
import type { Api } from "./api.ts";
import { Unexpected } from "./teller.ts";

export type Person = { email: string; password: string };

/** A phone with the app on it, and what the app was given to keep. */
export type Phone = { client: ClientInput; accessToken: string; refreshToken: string; deviceToken: string | null };

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

export const phoneOf = (client: ClientInput, { accessToken, refreshToken, deviceToken }: SignedIn): Phone => ({
  ...{ client, accessToken, refreshToken, deviceToken },
});

/** What the people of the story do more than once. */
export const actsWith = (api: Api) => {
  const signUp = async ({ email, password }: Person, client: ClientInput) => {
    const { signUp: sent } = await api.ask(SignUpDocument, { input: { email, password, client } });
    const { sender } = expectA("signUp", "EmailConfirmationSent", sent);
    const { code, subject } = await api.nextMailedCode(email);
    const input = { email, code, client };
    const { confirmEmail } = await api.ask(ConfirmEmailDocument, { input });
    const phone = phoneOf(client, expectA(`confirmEmail ${code}`, "SignedIn", confirmEmail));
    return { sender, code, subject, phone };
  };

  const turnOnTwoStep = async ({ email }: Person, { accessToken }: Phone) => {
    const asked = await api.ask(EnableTwoStepVerificationDocument, {}, accessToken);
    const { ticket } = expectA("enableTwoStepVerification", "FlowStarted", asked.enableTwoStepVerification);
    const { code, subject } = await api.nextMailedCode(email);
    const input = { ticket, code };
    const answer = await api.ask(ConfirmTwoStepVerificationDocument, { input }, accessToken);
    const sent = `confirmTwoStepVerification ${code}`;
    const { deviceToken } = expectA(sent, "TwoStepEnabled", answer.confirmTwoStepVerification);
    expectThat(sent, "a deviceToken", deviceToken !== null, deviceToken);
    return { ticket, code, subject, deviceToken };
  };

  const signIn = async ({ email, password }: Person, client: ClientInput, deviceToken: string | null = null) => {
    const input = { email, password, client, deviceToken };
    return (await api.ask(SignInDocument, { input })).signIn;
  };

  const submit = async (ticket: string, code: string) => {
    const input = { ticket, code };
    const answer = await api.ask(SubmitVerificationCodeDocument, { input });
    return answer.submitVerificationCode;
  };

  const me = async ({ accessToken }: Phone, first = 20) => {
    const answer = await api.ask(MeDocument, { first }, accessToken);
    if (!answer.me) throw new Unexpected("me", "an account", answer);
    return answer.me;
  };

  return { signUp, turnOnTwoStep, signIn, submit, me, isOnline: (phone: Phone) => isOnline(api, phone) };
};

const ONLINE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 20;

/** Its subscription stands when the device counts as online; only then is a code sent there live. */
const isOnline = async (api: Api, { accessToken }: Phone): Promise<void> => {
  const deadline = performance.now() + ONLINE_WITHIN_MS;
  for (;;) {
    const trustedDevices = (await api.ask(TrustedDevicesDocument, {}, accessToken)).me?.trustedDevices;
    if (trustedDevices?.some(({ isCurrent, online }) => isCurrent && online)) return;
    if (performance.now() > deadline)
      throw new Unexpected("subscription verificationRequests", "the phone to be online", trustedDevices);
    await pause(LOOK_EVERY_MS);
  }
};
