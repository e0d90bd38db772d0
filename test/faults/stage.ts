import { createCloser, type Closer } from "../../subgraphs/kernel/process.ts";
import { eventually } from "./eventually.ts";
import { SIDES, startFleet, type Fleet, type Options } from "./fleet.ts";
import { stopWhatGoesOn } from "./flow.ts";
import { mortalMongod } from "./mortal-mongod.ts";
import type { Exit } from "./program.ts";

const STARTS_WITHIN_MS = 180_000;
const ENDS_WITHIN_MS = 90_000;

/** The first answers of a process take longest, and on a machine that is busy longer than anybody waits. */
const warmUp = (fleet: Fleet): Promise<unknown> =>
  Promise.all(
    SIDES.map((through) =>
      eventually(async () => Boolean(await fleet.person("first").joinsOn("phone", { through })), STARTS_WITHIN_MS),
    ),
  );

/**
 * One fleet for all tests of a file, on whatever `opens` puts below it. At the end of the file none of its processes has
 * masked a failure of ours or died by itself, and each ended well.
 */
export const stageFleet = (
  started: (fleet: Fleet) => void,
  opens: (closer: Closer) => Promise<Options> = () => Promise.resolve({}),
): void => {
  const closer = createCloser();
  const exits: Exit[] = [];
  let complaints = (): string[] => [];

  beforeAll(async () => {
    const fleet = await startFleet(await opens(closer));
    closer.opened(async () => void exits.push(...(await fleet.stop())));
    complaints = fleet.complaints;
    await warmUp(fleet);
    started(fleet);
  }, STARTS_WITHIN_MS);
  afterAll(async () => {
    await stopWhatGoesOn();
    await closer.closeAll();
    expect(complaints()).toEqual([]);
    expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 0));
  }, ENDS_WITHIN_MS);
};

export type MortalMongod = Awaited<ReturnType<typeof mortalMongod>>;

/** The same, on a MongoDB of the file's own, which may be killed. */
export const stageOnMortalMongod = (started: (fleet: Fleet, mongod: MortalMongod) => void): void => {
  let mongod: MortalMongod;
  stageFleet(
    (fleet) => started(fleet, mongod),
    async (closer) => {
      mongod = await mortalMongod();
      closer.opened(() => mongod.stop());
      return { mongoUrl: mongod.url };
    },
  );
};
