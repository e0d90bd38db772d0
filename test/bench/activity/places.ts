import type { NetworkKind } from "../../../subgraphs/kernel/vocabulary.ts";

type Provider = { name: string; network: NetworkKind };

/** Where people live: how many of a thousand, and how far their clocks are from UTC. */
export type Country = {
  code: string;
  city: string;
  share: number;
  utcOffset: number;
  latitude: number;
  longitude: number;
  providers: Provider[];
};

const both = (home: string, mobile: string): Provider[] => [
  { name: home, network: "UNKNOWN" },
  { name: mobile, network: "CELLULAR" },
  { name: `${home} Fibre`, network: "FIXED" },
];

const country = (code: string, city: string, share: number, utcOffset: number, at: [number, number]): Country => ({
  ...{ code, city, share, utcOffset, latitude: at[0], longitude: at[1] },
  providers: both(`${city} Telecom`, `${city} Cellular`),
});

export const COUNTRIES: readonly [Country, ...Country[]] = [
  country("US", "Columbus", 210, -6, [39.9, -83]),
  country("DE", "Hanover", 110, 1, [52.4, 9.7]),
  country("GB", "Leeds", 90, 0, [53.8, -1.5]),
  country("FR", "Lyon", 70, 1, [45.7, 4.8]),
  country("BR", "Curitiba", 60, -3, [-25.4, -49.3]),
  country("IN", "Pune", 55, 5.5, [18.5, 73.9]),
  country("JP", "Nagoya", 45, 9, [35.2, 136.9]),
  country("IT", "Bologna", 40, 1, [44.5, 11.3]),
  country("ES", "Valencia", 40, 1, [39.5, -0.4]),
  country("SE", "Uppsala", 35, 1, [59.9, 17.6]),
  country("CA", "Ottawa", 30, -5, [45.4, -75.7]),
  country("PL", "Poznan", 28, 1, [52.4, 16.9]),
  country("AU", "Hobart", 25, 10, [-42.9, 147.3]),
  country("NL", "Utrecht", 22, 1, [52.1, 5.1]),
  country("TR", "Bursa", 18, 3, [40.2, 29.1]),
  country("MX", "Puebla", 16, -6, [19, -98.2]),
  country("KR", "Daegu", 15, 9, [35.9, 128.6]),
  country("CZ", "Brno", 13, 1, [49.2, 16.6]),
  country("AT", "Graz", 12, 1, [47.1, 15.4]),
  country("CH", "Bern", 11, 1, [46.9, 7.4]),
  country("BE", "Ghent", 10, 1, [51.1, 3.7]),
  country("NO", "Bergen", 9, 1, [60.4, 5.3]),
  country("DK", "Aarhus", 8, 1, [56.2, 10.2]),
  country("FI", "Tampere", 8, 2, [61.5, 23.8]),
  country("PT", "Braga", 7, 0, [41.5, -8.4]),
  country("ZA", "Durban", 7, 2, [-29.9, 31]),
  country("GR", "Patras", 6, 2, [38.2, 21.7]),
  country("NZ", "Nelson", 6, 12, [-41.3, 173.3]),
  country("IE", "Cork", 6, 0, [51.9, -8.5]),
  country("IS", "Akureyri", 5, 0, [65.7, -18.1]),
];

/** From where the attack comes: rented machines. */
export const ATTACK_FROM: readonly Country[] = [
  {
    ...country("NL", "Rotterdam", 0, 1, [51.9, 4.5]),
    providers: [{ name: "Harbour Hosting", network: "HOSTING" }],
  },
  {
    ...country("US", "Reno", 0, -8, [39.5, -119.8]),
    providers: [{ name: "Desert Datacenter", network: "HOSTING" }],
  },
];
