import { randomUUID } from "node:crypto";
import { ask, type Asker } from "./ask.ts";
import type { Stage } from "./stage.ts";

export type Person = Asker & { email: string; password: string; client: Client; accessToken: string | null };

type Client = { appId: string; appVersion: string; device: Record<string, string> };

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename } }`;
const CONFIRM = `mutation ($input: ConfirmEmailInput!) {
  confirmEmail(input: $input) { __typename ... on SignedIn { accessToken } }
}`;
export const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { __typename ... on SignedIn { accessToken refreshToken } ... on VerificationRequired { ticket } }
}`;
const SIGN_OUT = `mutation { signOut }`;

const AT_ONCE = 16;

/** Does the work for each, so many at a time. */
export const forEach = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of rest) await work(item);
    }),
  );
};

export const clientFor = (appId: string, installationId: string): Client => ({
  appId,
  appVersion: "2.3.1",
  device: { installationId, name: "a phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
});

export const signInInput = ({ email, password, client }: Pick<Person, "email" | "password" | "client">) => ({
  input: { email, password, client },
});

/** A database may be kept for the next run, with those of this one in it. */
const RUN = randomUUID().slice(0, 8);

const personOf = (appId: string) => (_: unknown, index: number) => ({
  email: `${appId}-${index}-${RUN}@example.com`,
  // One that the list of breached ones, which takes one in a thousand for one of them, lets everybody have.
  password: "plum orbit 7 lantern",
  client: clientFor(appId, `${appId}-${index}`),
  // A network each: what limits a network must not limit a measurement.
  address: `81.${index >> 8}.${index & 255}.7`,
  accessToken: null,
});

/** People who signed up and confirmed through the API. With the app aginet two-step verification is on and their phone trusted. */
export const people = async (
  { gatewayUrl, mails }: Pick<Stage, "gatewayUrl" | "mails">,
  appId: "kasa" | "aginet",
  count: number,
): Promise<Person[]> => {
  const those: Person[] = Array.from({ length: count }, personOf(appId));
  await forEach(those, async (person) => {
    const { email, password, client } = person;
    const answer = await ask<{ signUp: { __typename: string } }>(gatewayUrl, person, SIGN_UP, {
      input: { email, password, client },
    });
    if (answer.signUp.__typename !== "EmailConfirmationSent")
      throw new Error(`${email} got ${answer.signUp.__typename}`);
    const code = await mails.codeFor(email);
    const { confirmEmail } = await ask<{ confirmEmail: { accessToken: string } }>(gatewayUrl, person, CONFIRM, {
      input: { email, code, client },
    });
    person.accessToken = confirmEmail.accessToken;
  });
  return those;
};

export const signInAll = ({ gatewayUrl }: Stage, those: readonly Person[]): Promise<void> =>
  forEach(those, async (person) => {
    const { signIn } = await ask<{ signIn: { accessToken: string } }>(
      gatewayUrl,
      { address: person.address },
      SIGN_IN,
      signInInput(person),
    );
    person.accessToken = signIn.accessToken;
  });

export const signOutAll = ({ gatewayUrl }: Stage, those: readonly Person[]): Promise<void> =>
  forEach(those, async (person) => {
    if (person.accessToken) await ask(gatewayUrl, person, SIGN_OUT);
    person.accessToken = null;
  });
