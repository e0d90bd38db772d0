import { AXES, FUNNEL_AXES, type Axis } from "./dimension.ts";
import { startOf, type RollUpUnit } from "./span.ts";

/** What roll-ups are kept: rows counted by these axes, one cube an hour or a day. No two of any source have the same axes. */
export type Cuboid = { unit: RollUpUnit; axes: readonly Axis[] };

const hourly = (...axes: Axis[]): Cuboid => ({ unit: "HOUR", axes });
const daily = (...axes: Axis[]): Cuboid => ({ unit: "DAY", axes });

/** Holds everything that a report can ask for; the days are made from it. */
export const WHOLE: Cuboid = hourly(...AXES);

/**
 * The smaller first: a report reads the first that has every axis it groups or filters by. A new one is a line here and
 * `npm run admin -- rebuild-reports`.
 */
export const CUBOIDS: readonly Cuboid[] = [
  daily(),
  daily("APP"),
  daily("NETWORK"),
  daily("METHOD"),
  daily("OS"),
  daily("COUNTRY"),
  daily("KIND"),
  daily("APP", "APP_VERSION"),
  daily("APP", "KIND"),
  daily("APP", "COUNTRY"),
  daily("KIND", "METHOD"),
  daily("KIND", "NETWORK"),
  daily("KIND", "OS"),
  daily("KIND", "RISKS"),
  daily("COUNTRY", "KIND"),
  daily("APP", "KIND", "METHOD"),
  daily("APP", "APP_VERSION", "KIND"),
  daily("APP", "COUNTRY", "KIND"),
  daily("APP", "COUNTRY", "KIND", "METHOD", "NETWORK", "OS"),
  hourly(),
  hourly("COUNTRY"),
  hourly("KIND"),
  hourly("APP", "KIND"),
  WHOLE,
];

/** The same of second steps. */
export const FUNNEL_WHOLE: Cuboid = hourly(...FUNNEL_AXES);
export const FUNNEL_CUBOIDS: readonly Cuboid[] = [
  daily("FLOW"),
  daily("APP", "FLOW"),
  daily("OS", "FLOW"),
  daily("COUNTRY", "FLOW"),
  daily("APP", "APP_VERSION", "FLOW"),
  daily("APP", "COUNTRY", "FLOW"),
  daily(...FUNNEL_AXES),
  FUNNEL_WHOLE,
];

/** The smallest that answers for these axes; null where none of the unit does. */
export const cuboidOf = (cuboids: readonly Cuboid[], unit: RollUpUnit, axes: ReadonlySet<Axis>): Cuboid | null =>
  cuboids.find((it) => it.unit === unit && [...axes].every((axis) => it.axes.includes(axis))) ?? null;

/** The ids of a cuboid's cubes sort as their buckets do. */
export const cubeId = ({ unit, axes }: Cuboid, bucket: Date): string =>
  `${unit}:${axes.join("+")}@${startOf(unit, bucket).toISOString()}`;
