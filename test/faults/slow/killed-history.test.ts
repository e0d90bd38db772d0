import { setTimeout as pause } from "node:timers/promises";

import { SIDES, startFleet, type ProcessName } from "../fleet.ts";
import { inexcusable } from "../flow.ts";
import { keepsJournal } from "../journal.ts";
import { openHistory } from "../rolled-up.ts";

const LIVES = 24;
const LONGEST_LIFE_MS = 500;
const BACK_WITHIN_MS = 15_000;

/** Whatever a sign-in through the first gateway needs. */
const NEEDED: ProcessName[] = ["account-a", "gateway-a", "login-activity-a", "trusted-device-a", "challenge-a"];

describe("what rolls up, killed again and again while rows arrive", () => {
  it("neither loses nor doubles one of them", async () => {
    const history = await openHistory();
    try {
      const over = new AbortController();
      let seed = 0;
      const growing = (async () => {
        while (!over.signal.aborted) await history.grows(400, (seed += 1));
      })();
      for (let life = 0; life < LIVES; life += 1) {
        await history.isKilledAfter(Math.random() * LONGEST_LIFE_MS);
        const { reported, rows } = await history.told();
        // Rows arrive between the two looks, and none ends.
        expect(reported).toBeLessThanOrEqual(rows);
      }
      over.abort();
      await growing;
      expect(await history.told()).toEqual({ reported: seed * 400, rows: seed * 400 });
      await history.finishes();
      expect(await history.stored()).toEqual(await history.counted());
    } finally {
      await history.close();
    }
  }, 400_000);
});

describe("the activity of people who sign in while processes are killed", () => {
  it("has every sign-in that was acknowledged, and each once", async () => {
    const fleet = await startFleet();
    try {
      const people = ["ada", "bob", "carol", "dora"].map((name) => fleet.person(name).joinsOn("phone"));
      const journal = keepsJournal(await Promise.all(people));
      for (let round = 0; round < 3 * NEEDED.length; round += 1) {
        const name = NEEDED[round % NEEDED.length]!;
        await journal.flow.goesOn(6, BACK_WITHIN_MS);
        await pause(Math.random() * 200);
        await fleet.kill(name);
        await fleet.restart(name);
      }
      await journal.flow.goesOn(6, BACK_WITHIN_MS);
      await journal.flow.stop();

      expect(inexcusable(journal.flow.tries)).toEqual([]);
      const { acknowledged, ...rest } = await journal.held(fleet);
      expect(rest).toEqual({ missing: [], twice: [] });
      expect(acknowledged).toBeGreaterThan(6 * 3 * NEEDED.length);
      expect(fleet.complaints()).toEqual([]);
    } finally {
      const exits = await fleet.stop();
      expect(exits).toHaveLength(SIDES.length * 5);
    }
  }, 400_000);
});
