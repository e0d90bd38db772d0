import type { Address } from "../kernel/network.ts";
import type { NetworkKind } from "../kernel/vocabulary.ts";

/** Where an IP address seems to be: a snapshot of what the databases said when it was looked up. Never from GPS. */
export type Place = {
  city: string | null;
  region: string | null;
  /** ISO 3166-1 alpha-2, in capitals. */
  countryCode: string | null;
  provider: string | null;
  network: NetworkKind;
  /** Degrees, north and east positive; both null or neither. */
  latitude: number | null;
  longitude: number | null;
};

type Point = { latitude: number; longitude: number };

const NOWHERE = { city: null, region: null, countryCode: null, provider: null, latitude: null, longitude: null };
export const UNKNOWN_PLACE: Place = Object.freeze({ ...NOWHERE, network: "UNKNOWN" as const });
export const PRIVATE_PLACE: Place = Object.freeze({ ...NOWHERE, network: "PRIVATE" as const });

/** Mean radius of the Earth (IUGG), in kilometres. */
const EARTH_RADIUS_KM = 6371.0088;

/** What a public address may be; tunnels (6to4, Teredo, AMT) have a place of their own, all the rest has none. */
const PUBLIC_RANGES: ReadonlySet<string> = new Set(["unicast", "6to4", "teredo", "as112", "as112v6", "amt"]);

/** Private, loopback, link-local, carrier-grade NAT, documentation and reserved ranges are not public. */
export const isPublic = (address: Address): boolean => PUBLIC_RANGES.has(address.range());

/** Where the place is on the globe; null when no database knew. */
const pointOf = ({ latitude, longitude }: Place): Point | null =>
  latitude === null || longitude === null ? null : { latitude, longitude };

/** The great-circle distance by the haversine formula, in kilometres; null when either place is not known. */
export const distanceKm = (one: Place, other: Place): number | null => {
  const [from, to] = [pointOf(one), pointOf(other)];
  if (!from || !to) return null;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const haversine = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const share =
    haversine(to.latitude - from.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * haversine(to.longitude - from.longitude);
  // Rounding may carry the share of two antipodes just past 1, where asin is not a number.
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, share)));
};
