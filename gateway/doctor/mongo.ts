import { SECOND, systemTime } from "../../subgraphs/kernel/clock.ts";
import { newId } from "../../subgraphs/kernel/id.ts";
import { well, type Check, type Patient } from "./check.ts";

const MOST_SKEW_MS = 2 * SECOND;
const TIME_LIMIT_MS = 5 * SECOND;

type Hello = { setName?: string; hosts?: string[]; localTime: Date };

const hello = async ({ kernel }: Patient): Promise<Hello> =>
  (await kernel.mongo.connection.db?.admin().command({ hello: 1 }, { timeoutMS: TIME_LIMIT_MS })) as unknown as Hello;

/** A write that a majority has on disk: what every acknowledged change of this system waits for. */
export const mongoMajority: Check = {
  what: "MongoDB",
  otherwise: "Look whether MONGO_URL is right, and whether a primary and a majority of the replica set are up.",
  look: async (patient) => {
    const { setName, hosts = [] } = await hello(patient);
    if (!setName)
      return {
        found: "no replica set",
        advice: "Start mongod with --replSet: transactions and change streams need it.",
      };
    const startedAt = performance.now();
    const probes = patient.kernel.mongo.connection.collection<{ _id: string; at: Date }>("probes");
    await probes.insertOne({ _id: newId(), at: patient.kernel.time.now() }, { timeoutMS: TIME_LIMIT_MS });
    await probes.deleteMany({}, { timeoutMS: TIME_LIMIT_MS });
    const members = `replica set ${setName}, ${hosts.length} member${hosts.length === 1 ? "" : "s"}`;
    const found = `${members}, a majority write in ${Math.ceil((performance.now() - startedAt) / 2)} ms`;
    return hosts.length > 1 || !patient.config.production
      ? well(found)
      : { found, advice: "One member is no redundancy: add two, so that one may be lost." };
  },
};

export const clock: Check = {
  what: "clock",
  otherwise: "MongoDB can't be asked for its time.",
  look: async (patient) => {
    const skewMs = systemTime.now().getTime() - (await hello(patient)).localTime.getTime();
    const found = `${Math.abs(skewMs)} ms ${skewMs < 0 ? "behind" : "ahead of"} MongoDB's`;
    return Math.abs(skewMs) <= MOST_SKEW_MS
      ? well(found)
      : {
          found,
          advice:
            "Let NTP keep both machines: codes and tokens are judged by MongoDB's clock, certificates by this one.",
        };
  },
};
