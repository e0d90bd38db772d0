import type { Clock } from "../kernel/clock.ts";
import { badInput } from "../kernel/refusal.ts";
import type { Viewer } from "../kernel/viewer.ts";
import { knownApp, type ClientApp, type ClientApps } from "./client-app.ts";
import type { AccountPort } from "./port.ts";
import type { Rollouts } from "./rollout.ts";

type Needs = {
  apps: ClientApps;
  rollouts: Rollouts;
  requireStaff: AccountPort["requireStaff"];
  requireFresh: AccountPort["requireFresh"];
  now: Clock;
};

export type Batch = { appId: string; percent: number };

/** Offers two-step verification to so many per cent of an app's accounts. Turns nothing off for whoever has it on. */
export const setTwoStepRollout =
  ({ apps, rollouts, requireStaff, requireFresh, now }: Needs) =>
  async (viewer: Viewer, { appId, percent }: Batch): Promise<ClientApp> => {
    const at = now();
    await requireStaff(viewer, ["ADMIN"], at);
    await requireFresh(viewer, at);
    const app = knownApp(apps, appId, "appId");
    if (percent < 0 || percent > 100) throw badInput("percent", "must be from 0 to 100.");
    await rollouts.set(appId, percent, at);
    return app;
  };
