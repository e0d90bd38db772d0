import { openHistory, type History } from "./rolled-up.ts";

let history: History;
beforeAll(async () => {
  history = await openHistory();
}, 60_000);
afterAll(() => history.close());

describe("what rolls up, killed in the middle of it", () => {
  it("has lost and doubled nothing for whoever asks then, nor once another has gone on", async () => {
    await history.grows(600, 1);
    await history.isKilledInTheMiddle();
    expect(await history.waiting()).toBeGreaterThan(0);
    expect(await history.told()).toEqual({ reported: 600, rows: 600 });

    await history.finishes();
    expect(await history.stored()).toEqual(await history.counted());
  }, 180_000);
});
