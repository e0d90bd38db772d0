import { openHistory, type History } from "./rolled-up.ts";

let history: History;
beforeAll(async () => {
  history = await openHistory();
}, 60_000);
afterAll(() => history.close());

describe("what rolls up, killed in the middle of it", () => {
  it("has lost and doubled nothing for whoever asks then, nor once another has gone on", async () => {
    const left: number[] = [];
    for (const life of [1, 2, 3]) {
      await history.grows(400, life);
      await history.isKilledAtItsFirstWord();
      left.push(await history.waiting());
      expect(await history.told()).toEqual({ reported: 400 * life, rows: 400 * life });
    }
    // None of the lives would have been cut short otherwise.
    expect(Math.max(...left)).toBeGreaterThan(0);

    await history.finishes();
    expect(await history.stored()).toEqual(await history.counted());
  }, 300_000);
});
