import { freePort } from "../../../gateway/embedded/port.ts";
import { inRounds, type Measured, type Pace } from "../measured.ts";
import { startNode, stopNode, temporaryDirectory } from "../stage.ts";

/** What `npm start` runs, from its start to `ready`, in seconds; with a MongoDB of its own. */
const start = async (dataDir: string): Promise<number> => {
  const startedAt = performance.now();
  const { child, ready } = startNode(["bin/run.mjs", "gateway/start.ts"], {
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
  });
  await ready;
  const seconds = (performance.now() - startedAt) / 1_000;
  await stopNode(child);
  return seconds;
};

export const coldStartRow = async (pace: Pace): Promise<Measured[]> => {
  const rounds = await inRounds(pace.rounds, async () => {
    const directory = await temporaryDirectory();
    try {
      return { first: await start(directory.path), again: await start(directory.path) };
    } finally {
      await directory.remove();
    }
  });
  const line = (name: string, seconds: number[]): Measured => ({
    what: `start to \`ready\`, everything installed: ${name}`,
    rounds: seconds,
    unit: "s",
    target: { atMost: 4 },
  });
  return [
    line(
      "on an empty DATA_DIR",
      rounds.map(({ first }) => first),
    ),
    line(
      "with data",
      rounds.map(({ again }) => again),
    ),
  ];
};
