import { statSync } from "node:fs";
import { DAY } from "../../subgraphs/kernel/clock.ts";
import { well, type Check } from "./check.ts";

const OLD_MS = 60 * DAY;
const OVERDUE_SECONDS = 120;

/** Providers move their addresses all the time. */
export const geoip: Check = {
  what: "GeoIP",
  otherwise: "Look at GEOIP_CITY_DB and GEOIP_ASN_DB: a file can't be read.",
  look: async ({ config: { geoipCityDb, geoipAsnDb }, kernel: { time } }) => {
    const files = [geoipCityDb, geoipAsnDb].filter((it) => it !== null);
    if (files.length === 0) return Promise.resolve(well("the bundled databases, as old as the release"));
    const oldest = Math.max(...files.map((it) => time.now().getTime() - statSync(it).mtimeMs));
    const found = `the older file is ${Math.floor(oldest / DAY)} days old`;
    return Promise.resolve(
      oldest < OLD_MS ? well(found) : { found, advice: "Put a new one in its place; it is taken without a restart." },
    );
  },
};

export const outbox: Check = {
  what: "outbox",
  otherwise: "MongoDB can't be asked what waits.",
  look: async ({ kernel: { outbox: messages, time } }) => {
    const seconds = Math.round(await messages.waitingSeconds(time.now()));
    const found = seconds === 0 ? "nothing waits" : `a message has been due for ${seconds} s`;
    return seconds < OVERDUE_SECONDS
      ? well(found)
      : { found, advice: "No process sends it: look whether one that has this channel configured is running." };
  },
};
