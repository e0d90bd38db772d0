import type { VerificationMethod } from "../../kernel/vocabulary.ts";
import { addTimes, medianSeconds, type AnswerTimes } from "./answer-times.ts";
import { cellKeys, cellsOf, joinAccounts, joinTimes } from "./cube-bytes.ts";
import { keyOf } from "./cube.ts";
import type { Axis, Fact, Value } from "./dimension.ts";
import { addAll, addHash, countOf, nobody, type Distinct } from "./distinct.ts";
import { flowNamed, type Flow } from "./flow.ts";
import { PRIVACY_FLOOR } from "./privacy.ts";
import type { Counting } from "./read-span.ts";
import { MOST_LINES, tooManyLines, wantedIn, type Shape } from "./report-table.ts";
import type { ReadCube } from "./roll-up.ts";
import { startOf } from "./span.ts";

type Counts = { asked: number; sent: number; acknowledged: number; answered: number; signedIn: number };

export type FunnelLine = Counts & {
  bucket: Date | null;
  values: readonly Value[];
  medianAnswerSeconds: number | null;
  accounts: number;
};

/** A line in the making: how long its answers took, and whose they are. */
type Group = Counts & {
  bucket: Date | null;
  values: readonly Value[];
  who: Distinct;
  times: AnswerTimes;
  answerers: Distinct;
};

/** What flows of one kind add to a line. */
type Part = { group: Group; counts: Counts; isAnswered: boolean };

type FunnelShape = Shape & { methods: readonly VerificationMethod[] | null };

/** The methods that had a part in it, as far as they are asked for. */
const methodsOf = ({ method, sent, answeredBy }: Flow, wanted: FunnelShape["methods"]): VerificationMethod[] =>
  [...new Set([method, ...sent, ...(answeredBy ? [answeredBy] : [])])].filter((it) => wanted?.includes(it) ?? true);

const countsOf = (flow: Flow, methods: readonly VerificationMethod[]): Counts => {
  const has = (method: VerificationMethod | null) => method !== null && methods.includes(method);
  const isAnswered = has(flow.answeredBy);
  return {
    asked: Number(has(flow.method)),
    sent: Number(flow.sent.some(has)),
    acknowledged: Number(flow.isAcknowledged && has("APP_NOTIFICATION")),
    answered: Number(isAnswered),
    signedIn: Number(isAnswered && flow.hasSignedIn),
  };
};

const add = ({ group, counts }: Part, events: number): void => {
  for (const name of ["asked", "sent", "acknowledged", "answered", "signedIn"] as const)
    group[name] += counts[name] * events;
};

const lineOf = ({ who, times, answerers, ...rest }: Group): FunnelLine => ({
  ...rest,
  // Of a few it would be somebody's own time.
  medianAnswerSeconds: countOf(answerers) < PRIVACY_FLOOR ? null : medianSeconds(times),
  accounts: countOf(who),
});

const groupFinder =
  ({ bucket }: FunnelShape, groups: Map<string, Group>) =>
  (at: Date, values: readonly Value[]) => {
    const start = bucket && startOf(bucket, at);
    const key = `${start?.getTime() ?? ""}\u0002${keyOf(values)}`;
    const known = groups.get(key);
    if (known) return known;
    if (groups.size >= MOST_LINES) throw tooManyLines(bucket);
    const counts: Counts = { asked: 0, sent: 0, acknowledged: 0, answered: 0, signedIn: 0 };
    const group: Group = { bucket: start, values, ...counts, who: nobody(), times: new Map(), answerers: nobody() };
    groups.set(key, group);
    return group;
  };

/** Whose a part is, and where its times go: those who answered are counted apart. */
const peopleOf = ({ group, isAnswered }: Part) => (isAnswered ? [group.who, group.answerers] : [group.who]);
const timesOf = (parts: readonly Part[]) => parts.flatMap((it) => (it.isAnswered ? [it.group.times] : []));

/** What all cells of one kind add to, looked at once: there may be a million of them. */
type Kind = { parts: readonly Part[]; people: readonly Distinct[]; times: readonly AnswerTimes[] };
const NOTHING: Kind = { parts: [], people: [], times: [] };
const kindOf = (parts: readonly Part[]): Kind => ({ parts, people: parts.flatMap(peopleOf), times: timesOf(parts) });

const accountsIn = (groups: Iterable<Group>): number => {
  const everybody = nobody();
  for (const { who } of groups) addAll(everybody, who);
  return countOf(everybody);
};

/** What a funnel says, from the cubes and facts that are put into it. */
export const funnelTable = (shape: FunnelShape) => {
  const { groupBy, wanted, methods } = shape;
  const groups = new Map<string, Group>();
  const groupOf = groupFinder(shape, groups);

  /** By method a flow is in the line of each that had a part in it; else it is one. */
  const partsOf = (at: Date, valueOf: (axis: Axis) => Value): Part[] => {
    const flow = flowNamed(valueOf("FLOW") ?? "");
    const all = methodsOf(flow, methods);
    const parts = groupBy.includes("METHOD") ? all.map((it) => [it]) : [all];
    return parts
      .filter((part) => part.length > 0)
      .map((part) => {
        const values = groupBy.map((axis) => (axis === "METHOD" ? (part[0] ?? null) : valueOf(axis)));
        const counts = countsOf(flow, part);
        return { group: groupOf(at, values), counts, isAnswered: counts.answered > 0 };
      });
  };
  /** The kind of each cell; flows and names are looked at once a line and not once a cell. */
  const kindsIn = (cube: ReadCube): Kind[] => {
    const { axes, names, bucket } = cube;
    const { code, count } = cellsOf(cube);
    const columns = [...groupBy.filter((it) => it !== "METHOD"), "FLOW" as const].map((axis) => axes.indexOf(axis));
    const [isWanted, keyOfCell] = [wantedIn(cube, wanted), cellKeys(cube, columns)];
    const known = new Map<number | string, Kind>();
    return Array.from({ length: count }, (_, nth) => {
      if (!isWanted(nth)) return NOTHING;
      const key = keyOfCell(nth);
      const kind =
        known.get(key) ??
        kindOf(partsOf(bucket, (axis) => names[axes.indexOf(axis)]?.[code(nth, axes.indexOf(axis))] ?? null));
      known.set(key, kind);
      return kind;
    });
  };
  const counting: Counting = {
    joins: () => true,
    addCube: (cube) => {
      const { events } = cellsOf(cube);
      const kinds = kindsIn(cube);
      for (const [nth, { parts }] of kinds.entries()) for (const part of parts) add(part, events(nth));
      if (cube.accounts) joinAccounts(cube.accounts, (nth) => kinds[nth]?.people ?? []);
      if (cube.times) joinTimes(cube.times, (nth) => kinds[nth]?.times ?? []);
    },
    addFact: ({ at, account, values, answerStep }: Fact) => {
      if (!wanted.every(({ axis, holds }) => holds(values[axis] ?? null))) return;
      const parts = partsOf(at, (axis) => values[axis] ?? null);
      for (const part of parts) {
        add(part, 1);
        if (account !== null) for (const people of peopleOf(part)) addHash(people, account);
      }
      if (answerStep != null) for (const times of timesOf(parts)) addTimes(times, answerStep, 1);
    },
  };
  return {
    ...counting,
    lines: (): FunnelLine[] => [...groups.values()].map(lineOf),
    accountsOfAll: () => accountsIn(groups.values()),
  };
};
