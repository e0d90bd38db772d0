import { DAY, HOUR } from "../../../subgraphs/kernel/clock.ts";
import { dice, weighted, type Dice } from "./dice.ts";
import { dweller, type Dweller } from "./dweller.ts";
import { ATTACK_FROM, COUNTRIES, type Country } from "./places.ts";
import { rowOf, visit, type StoredRow } from "./story.ts";

export type Wanted = {
  rows: number;
  /** Over how many days, and until when. */
  days: number;
  until: Date;
  accounts?: number;
  seed?: number;
};

/** Rows that an account leaves on average. */
const ROWS_AN_ACCOUNT = 40;
/** Of all rows, those of the attack: two hours of other people's passwords, three quarters of the way. */
const ATTACK_SHARE = 0.02;
const ATTACK_HOURS = 2;
const NOBODY = 0.6;

/** Nights are quiet, evenings are not; weekends a little more so. */
const wakefulness = (utc: Date, { utcOffset }: Country): number => {
  const local = new Date(utc.getTime() + utcOffset * HOUR);
  const evening = Math.max(0, Math.sin(((local.getUTCHours() - 6) / 17) * Math.PI));
  return (0.05 + evening) * (local.getUTCDay() % 6 === 0 ? 1.2 : 1);
};

const busynessOf = (at: Date) => COUNTRIES.map((country) => country.share * wakefulness(at, country));
const sum = (figures: readonly number[]) => figures.reduce((all, one) => all + one, 0);

/** Where the numbers of each country begin; one more than there are countries. */
const startsOf = (accounts: number): number[] => {
  const whole = sum(COUNTRIES.map(({ share }) => share));
  const starts = [0];
  for (const { share } of COUNTRIES)
    starts.push((starts.at(-1) ?? 0) + Math.max(1, Math.round((accounts * share) / whole)));
  return starts;
};

const attackRow = (who: Dweller, at: Date, share: number, roll: Dice): StoredRow => {
  const country = roll.one(ATTACK_FROM);
  const net = `${200 + roll.below(4)}.${roll.below(16)}.${roll.below(8)}`;
  const attacker: Dweller = {
    ...who,
    ...{ country, provider: roll.one(country.providers), ipAddress: `${net}.9`, network: `${net}.0/24`, keenness: 0 },
    device: { name: "Phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
  };
  return rowOf(
    { who: attacker, at, share, risks: ["NEW_DEVICE", "NEW_PROVIDER", "MANY_FAILURES", "HOSTING_NETWORK"] },
    { kind: "SIGN_IN_FAILED", isNobody: roll.happens(NOBODY) },
  );
};

/** The rows of one hour, in their order. A visit near its end may run into the next. */
const hourOf = (start: Date, count: number, attacks: number, share: number, starts: number[], roll: Dice) => {
  const rows: StoredRow[] = [];
  const busyness = busynessOf(start);
  const moment = () => new Date(start.getTime() + roll.below(HOUR));
  const somebody = () => {
    const country = weighted(busyness, roll.roll());
    const [from, to] = [starts[country] ?? 0, starts[country + 1] ?? 1];
    // Some come every day, most now and then.
    return dweller(from + Math.floor(roll.roll() ** 2 * (to - from)), country);
  };
  while (rows.length < count) rows.push(...visit(somebody(), moment(), share, roll));
  rows.length = count;
  for (let nth = 0; nth < attacks; nth += 1) rows.push(attackRow(somebody(), moment(), share, roll));
  return rows.sort((one, other) => one.at.getTime() - other.at.getTime());
};

/** Activity as it comes: by the hour, each country in its own day, with visits, retries and one attack. */
export function* generateActivity({ rows, days, until, accounts, seed = 1 }: Wanted): Generator<StoredRow[]> {
  const roll = dice(seed);
  const starts = startsOf(accounts ?? Math.max(200, Math.round(rows / ROWS_AN_ACCOUNT)));
  const hours = days * 24;
  const hourAt = (nth: number) => new Date(until.getTime() - days * DAY + nth * HOUR);
  const weights = Array.from({ length: hours }, (_, nth) => sum(busynessOf(hourAt(nth))));
  const attacked = Math.floor(hours * 0.75);
  const attacks = Math.floor(rows * ATTACK_SHARE);
  const whole = sum(weights);
  let owed = 0;
  let given = 0;
  for (const [nth, weight] of weights.entries()) {
    owed += ((rows - attacks) * weight) / whole;
    const count = nth === hours - 1 ? rows - attacks - given : Math.round(owed) - given;
    given += count;
    const isAttacked = nth >= attacked && nth < attacked + ATTACK_HOURS;
    const ofAttack = isAttacked ? Math.ceil(attacks / ATTACK_HOURS) : 0;
    yield hourOf(hourAt(nth), count, ofAttack, nth / hours, starts, roll);
  }
}
