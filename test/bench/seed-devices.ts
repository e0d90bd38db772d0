import { systemTime } from "../../subgraphs/kernel/clock.ts";
import { readConfig } from "../../subgraphs/kernel/config.ts";
import { newId } from "../../subgraphs/kernel/id.ts";
import { openKernel } from "../../subgraphs/kernel/kernel.ts";
import type { Origin } from "../../subgraphs/kernel/vocabulary.ts";
import { mongoAccounts } from "../../subgraphs/account/account.model.ts";
import { openPorts, type OpenPorts } from "../../subgraphs/wiring.ts";
import { inParallel } from "./in-parallel.ts";

/** A trusted device and, where somebody asks to be let in, the ticket of that. */
export type SeededDevice = { accessToken: string; ticket: string | null };

type Wanted = { env: Record<string, string>; devices: number; asking: number };

const AT_ONCE = 16;

const originOf = (installationId: string): Origin => ({
  client: {
    appId: "kasa",
    appVersion: "3.0.0",
    installationId,
    device: { name: "A phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
  },
  ip: "81.224.0.1",
  location: null,
  risks: [],
});

/** Thousands of trusted devices by way of the ports: what a person would have done, without the hashing. */
export const seedDevices = async ({ env, devices, asking }: Wanted): Promise<SeededDevice[]> => {
  const config = readConfig(env);
  const kernel = await openKernel(config, config.mongoUrl ?? "");
  const ports = await openPorts(kernel);
  const accounts = mongoAccounts(kernel.mongo.connection);
  await kernel.mongo.prepare();
  try {
    return await inParallel(AT_ONCE, devices, (nth) => seedOne({ ports, accounts, nth, isAsked: nth < asking }));
  } finally {
    await ports.close();
    await kernel.close();
  }
};

type One = { ports: OpenPorts; accounts: ReturnType<typeof mongoAccounts>; nth: number; isAsked: boolean };

const seedOne = async ({ ports, accounts, nth, isAsked }: One): Promise<SeededDevice> => {
  const at = systemTime.now();
  const account = {
    id: newId(),
    email: `idle${nth}@example.com`,
    passwordHash: "none",
    passwordChangedAt: at,
    roles: ["USER" as const],
    locale: "en",
    createdAt: at,
    protectedAt: null,
    protectedBy: null,
    securityQuestion: null,
  };
  const origin = originOf(`idle-${nth}`);
  await accounts.add(account);
  await ports.challenge.enableTwoStep(account.id, origin.client.installationId, at);
  const { accessToken } = await ports.account.startSession(
    { accountId: account.id, origin, amr: ["pwd"], method: null },
    at,
  );
  const visitor = { accountId: account.id, client: origin.client, location: null };
  await ports.devices.arrive(visitor, { trusts: true, deviceToken: null }, at);
  if (!isAsked) return { accessToken, ticket: null };
  const facts = { account, reach: await ports.devices.reachOf(account.id, at) };
  const question = { purpose: "SIGN_IN" as const, facts, methodOrder: ["APP_NOTIFICATION" as const], sessionId: null };
  const { ticket } = await ports.challenge.ask({ ...question, origin: originOf(`new-${nth}`) }, at);
  return { accessToken, ticket };
};
