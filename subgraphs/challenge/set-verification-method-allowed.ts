import type { Clock } from "../kernel/clock.ts";
import type { Transact } from "../kernel/mongo.ts";
import { badInput, unauthenticated } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { VerificationMethod } from "../kernel/vocabulary.ts";
import type { AccountPort } from "../account/port.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { originOf } from "./acting.ts";
import type { Challenges } from "./challenge.ts";
import { factsOf } from "./facts.ts";
import type { ReadHeld } from "./held.ts";
import { usableMethods, type Methods } from "./methods.ts";
import type { TellOfChange } from "./tell-of-change.ts";
import type { TwoSteps } from "./two-step.ts";

type Needs = {
  twoSteps: TwoSteps;
  challenges: Pick<Challenges, "withdraw">;
  methods: Methods;
  readHeld: ReadHeld;
  tellOfChange: TellOfChange;
  account: Pick<AccountPort, "account" | "requireFresh">;
  devices: Pick<TrustedDevicePort, "describe" | "reachOf">;
  activity: Pick<LoginActivityPort, "locate">;
  transact: Transact;
  now: Clock;
};

/** Ten uses, and then none: a set of recovery codes is no method to live by. */
const NOT_ENOUGH_ALONE: VerificationMethod[] = ["RECOVERY_CODE"];

/** Which methods may sign this account in. One that works is always left. */
export const setVerificationMethodAllowed =
  (needs: Needs) =>
  async (viewer: Viewer, method: VerificationMethod, allowed: boolean, ip: string): Promise<void> => {
    const { twoSteps, challenges, methods, readHeld, tellOfChange, account, devices, transact, now } = needs;
    const { accountId } = viewer;
    const at = now();
    await account.requireFresh(viewer, at);
    const origin = await originOf(needs, viewer, ip);
    const facts = await factsOf({ account, devices, readHeld }, accountId, at);
    if (!facts) throw unauthenticated();
    // Whatever works of the others: the write itself makes sure that one of them is still allowed then.
    const others = usableMethods(methods, [...methods.keys()], facts)
      .map(({ name }) => name)
      .filter((name) => name !== method && !NOT_ENOUGH_ALONE.includes(name));
    await transact(async () => {
      const { allowedMethods } = await twoSteps.of(accountId);
      if (allowedMethods.includes(method) === allowed) return;
      if (!(await twoSteps.setAllowed(accountId, method, allowed, others)))
        throw badInput("allowed", "would leave no method that works. Allow or set up another one first.");
      if (!allowed) await challenges.withdraw(accountId, method, true, at);
      await tellOfChange(
        {
          ...{ accountId, origin, method, also: null },
          ...(allowed ? { kind: "METHOD_ADDED", what: "allowed" } : { kind: "METHOD_REMOVED", what: "disallowed" }),
          change: { kind: "METHOD_ALLOWED", method, wasAllowed: !allowed },
          detail: (say) => ({ label: say("method"), value: say(method) }),
        },
        at,
      );
    });
  };
