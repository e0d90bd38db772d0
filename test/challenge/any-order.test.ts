import { asyncModelRun, asyncProperty, assert, commands, constant, constantFrom, type AsyncCommand } from "fast-check";

import { MINUTE, SECOND, world, wrong } from "../world.ts";
import type { Device } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import type { Result } from "../world/results.ts";

type Status = "PENDING" | "APPROVED" | "COMPLETED" | "DENIED" | "EXPIRED" | "LOCKED" | "CANCELLED";

/** What is known of the newest flow, by the rules alone. Times in milliseconds of the turned clock. */
type Flow = {
  status: Status;
  method: "APP_NOTIFICATION" | "EMAIL";
  attempts: number;
  sends: number;
  createdAt: number;
  sentAt: number;
  codeUntil: number;
  until: number;
};

/** The model: the newest flow of a new phone, whether that is trusted, and what counts over all flows. */
type Model = { flow: Flow | null; isTrusted: boolean; shown: number; wrongs: number; now: number };

type Real = {
  phone: Device;
  newPhone: Device;
  mailbox: { all(): Promise<{ text: string; subject: string | null }[]> };
  turn(ms: number): Promise<void>;
  clock(): number;
  ticket: string;
  requestId: string;
  number: string | null;
};

const OPEN: Status[] = ["PENDING", "APPROVED"];
const LIFE = { APP_NOTIFICATION: 5 * MINUTE, EMAIL: 10 * MINUTE };
const MARGIN = 8 * SECOND;

const statusOf = ({ flow, now }: Model): Status =>
  !flow ? "EXPIRED" : OPEN.includes(flow.status) && flow.until <= now ? "EXPIRED" : flow.status;

/** Brings the model's time up to the server's, and both over a moment at which something ends, so that nobody can disagree. */
const synchronise = async (model: Model, real: Real): Promise<void> => {
  model.now = real.clock();
  const ends = model.flow ? [model.flow.sentAt + MINUTE, model.flow.codeUntil, model.flow.until] : [];
  if (!ends.some((end) => Math.abs(end - model.now) < MARGIN)) return;
  await real.turn(2 * MARGIN);
  await synchronise(model, real);
};

const isSoAfterwards = async (model: Model, { newPhone, ticket }: Real): Promise<void> => {
  if (!model.flow) return;
  const query = `query ($ticket: String!) { verificationChallenge(ticket: $ticket) { status attemptsRemaining } }`;
  const { verificationChallenge } = await newPhone.reads(query, { ticket }, { token: null });
  expect(verificationChallenge).toEqual({ status: statusOf(model), attemptsRemaining: 5 - model.flow.attempts });
};

type Step = { name: string; when?(model: Model): boolean; does(model: Model, real: Real): Promise<void> };

const command = ({ name, when = () => true, does }: Step): AsyncCommand<Model, Real> => ({
  // Ten wrong ones lock everything for an hour: that has a test of its own.
  check: (model) => model.wrongs < 9 && when(model),
  run: async (model, real) => {
    await synchronise(model, real);
    await does(model, real);
    await isSoAfterwards(model, real);
  },
  toString: () => name,
});

const isAsked = (model: Model) => model.flow !== null;
const isShown = (model: Model) => model.flow?.method === "APP_NOTIFICATION";

const countWrong = (model: Model, flow: Flow) => {
  flow.attempts += 1;
  model.wrongs += 1;
  if (flow.attempts === 5) flow.status = "LOCKED";
};

const complete = (model: Model, flow: Flow) => {
  flow.status = "COMPLETED";
  model.isTrusted = true;
  if (flow.method === "APP_NOTIFICATION") model.shown -= 1;
};

/** The newest code, wherever it was sent. */
const codeOf = async ({ flow }: Model, { phone, mailbox, requestId }: Real): Promise<string> => {
  if (flow?.method === "EMAIL")
    return (
      /\b\d{6}\b/.exec((await mailbox.all()).findLast(({ text }) => /\b\d{6}\b/.test(text))?.text ?? "")?.[0] ?? ""
    );
  const { pendingVerificationRequests } = await phone.reads(`{ pendingVerificationRequests { id code } }`);
  const pending = pendingVerificationRequests as { id: string; code: string }[];
  return pending.find(({ id }) => id === requestId)?.code ?? "";
};

const signsIn: Step = {
  name: "sign in",
  does: async (model, real) => {
    const result = await real.newPhone.signsIn();
    if (model.isTrusted) {
      expect(result.kind).toBe("SignedIn");
      return;
    }
    const asked = result as Result<"VerificationRequired">;
    const method = model.shown < 3 ? "APP_NOTIFICATION" : "EMAIL";
    expect([asked.kind, asked.challenge.method]).toEqual(["VerificationRequired", method]);
    if (method === "APP_NOTIFICATION") model.shown += 1;
    const { now } = model;
    const times = { createdAt: now, sentAt: now, codeUntil: now + LIFE[method], until: now + 10 * MINUTE };
    model.flow = { ...times, status: "PENDING", method, attempts: 0, sends: 1 };
    Object.assign(real, { ticket: asked.ticket, requestId: asked.challenge.id, number: asked.matchNumber });
  },
};

const typesRightCode: Step = {
  name: "right code",
  when: isAsked,
  does: async (model, real) => {
    const flow = model.flow!;
    const status = statusOf(model);
    const isLive = flow.codeUntil > model.now;
    if (status === "PENDING" && !isLive) return;
    const code = status === "PENDING" ? await codeOf(model, real) : "123456";
    const result = await real.newPhone.submits(real.ticket, code);
    if (status === "PENDING") {
      expect(result.kind).toBe("SignedIn");
      // Spent before it is compared, the right one as well.
      flow.attempts += 1;
      complete(model, flow);
    } else expect(result).toMatchObject({ kind: "ChallengeClosed", status });
  },
};

const typesWrongCode: Step = {
  name: "wrong code",
  when: isAsked,
  does: async (model, real) => {
    const flow = model.flow!;
    const status = statusOf(model);
    const isLive = status === "PENDING" && flow.codeUntil > model.now;
    const result = await real.newPhone.submits(real.ticket, isLive ? wrong(await codeOf(model, real)) : "123456");
    if (status === "PENDING") {
      countWrong(model, flow);
      expect(result).toMatchObject({ kind: "CodeIncorrect", attemptsRemaining: 5 - flow.attempts });
    } else expect(result).toMatchObject({ kind: "ChallengeClosed", status });
  },
};

const asksAgain: Step = {
  name: "resend",
  when: isAsked,
  does: async (model, real) => {
    const flow = model.flow!;
    const status = statusOf(model);
    const { kind } = await real.newPhone.asksForCode(real.ticket, flow.method);
    if (status !== "PENDING") expect(kind).toBe("ChallengeClosed");
    else if (flow.method === "APP_NOTIFICATION" && model.shown >= 3) expect(kind).toBe("MethodUnavailable");
    else if (model.now < flow.sentAt + MINUTE) expect(kind).toBe("ResendTooSoon");
    else if (flow.sends >= 5) expect(kind).toBe("TooManyAttempts");
    else {
      expect(kind).toBe("CodeSent");
      flow.sends += 1;
      flow.sentAt = model.now;
      flow.codeUntil = model.now + LIFE[flow.method];
      flow.until = Math.max(flow.until, Math.min(flow.codeUntil, flow.createdAt + 30 * MINUTE));
    }
  },
};

/** What a trusted device is told of a request that takes no answer any more: it ends with its code. */
const requestStatus = (model: Model): Status => {
  const status = statusOf(model);
  return status === "PENDING" && model.flow!.codeUntil <= model.now ? "EXPIRED" : status;
};

const approves = (isRight: boolean): Step => ({
  name: isRight ? "approve" : "approve by a wrong number",
  when: isShown,
  does: async (model, real) => {
    const flow = model.flow!;
    const status = requestStatus(model);
    const number = real.number ?? "00";
    const result = await real.phone.approves(real.requestId, isRight ? number : wrong(number));
    if (status !== "PENDING") expect(result).toMatchObject({ kind: "ChallengeClosed", status });
    else if (isRight) {
      expect(result).toMatchObject({ kind: "VerificationSettled", status: "APPROVED" });
      Object.assign(flow, { status: "APPROVED", until: model.now + 2 * MINUTE });
    } else {
      expect(result.kind).toBe("MatchNumberIncorrect");
      flow.status = "LOCKED";
      model.wrongs += 1;
    }
  },
});

const completes: Step = {
  name: "complete",
  when: isAsked,
  does: async (model, real) => {
    const status = statusOf(model);
    const result = await real.newPhone.completes(real.ticket);
    if (status === "APPROVED") {
      expect(result.kind).toBe("SignedIn");
      complete(model, model.flow!);
    } else if (status === "PENDING") expect(result.kind).toBe("ChallengePending");
    else expect(result).toMatchObject({ kind: "ChallengeClosed", status });
  },
};

const denies: Step = {
  name: "deny",
  when: isShown,
  does: async (model, real) => {
    const status = statusOf(model);
    const result = await real.phone.denies(real.requestId, "CANCELLED");
    if (status === "PENDING") {
      expect(result).toMatchObject({ kind: "VerificationSettled", status: "DENIED" });
      model.flow!.status = "DENIED";
    } else expect(result).toMatchObject({ kind: "ChallengeClosed", status });
  },
};

const givesUp: Step = {
  name: "give up",
  when: isAsked,
  does: async (model, real) => {
    const isOpen = OPEN.includes(statusOf(model));
    const { result } = await real.newPhone.reads(documents.CANCEL, { ticket: real.ticket }, { token: null });
    expect(result).toBe(isOpen);
    if (isOpen) model.flow!.status = "CANCELLED";
  },
};

const removesIt: Step = {
  name: "remove the new phone",
  when: ({ isTrusted }) => isTrusted,
  does: async (model, { phone, newPhone }) => {
    await phone.reauthenticates();
    const own = (await phone.trustedDevices()).find(({ name }) => name === newPhone.name);
    expect(await phone.removes(own?.id ?? "")).toMatchObject({ kind: "TrustedDeviceRemoved", sessionsEnded: 1 });
    model.isTrusted = false;
  },
};

const waits = (ms: number): Step => ({
  name: `wait ${ms / SECOND} s`,
  does: async (model, real) => {
    await real.turn(ms);
    model.now = real.clock();
    await real.phone.refreshes();
  },
});

describe("a sign-in that is asked for a code", () => {
  it("goes as the rules say, in whatever order things happen", async () => {
    const steps = [
      ...[signsIn, signsIn, typesRightCode, typesWrongCode, asksAgain, approves(true), approves(false)],
      ...[completes, completes, denies, givesUp, removesIt, waits(70 * SECOND), waits(170 * SECOND)],
    ];
    const sequences = commands(
      steps.map((it) => constant(command(it))),
      { maxCommands: 14, size: "max" },
    );
    const property = asyncProperty(sequences, constantFrom("kasa", "tapo"), async (sequence, appId) => {
      const { ada, later } = await world();
      const phone = await ada.trusts("phone");
      // Reached by pushes, for longer than a socket holds without a fresh token.
      const input = { token: `push-${phone.installationId}`, notificationsAllowed: true };
      await phone.reads(`mutation ($input: RegisterPushTokenInput!) { registerPushToken(input: $input) { id } }`, {
        input,
      });
      let turned = 0;
      const turn = async (ms: number) => {
        turned += ms;
        await later(ms);
      };
      const model: Model = { flow: null, isTrusted: false, shown: 0, wrongs: 0, now: 0 };
      const real: Real = {
        ...{ phone, newPhone: ada.on("a new phone", { appId }), mailbox: ada.mailbox, turn },
        ...{ clock: () => performance.now() + turned, ticket: "", requestId: "", number: null },
      };
      await asyncModelRun(() => ({ model, real }), sequence);
    });

    await assert(property, { seed: 20_261_121, numRuns: 20, endOnFailure: true });
  }, 120_000);
});
