import type { DeviceDescription } from "../../../subgraphs/kernel/vocabulary.ts";
import { dice, weighted } from "./dice.ts";
import { COUNTRIES, type Country } from "./places.ts";

/** Somebody who is there only in rows: always the same for the same number. */
export type Dweller = {
  accountId: string;
  installationId: string;
  appId: string;
  device: DeviceDescription;
  country: Country;
  provider: Country["providers"][number];
  ipAddress: string;
  network: string;
  hasTwoStep: boolean;
  /** From 0 to 1: how soon the app is updated. */
  keenness: number;
};

const APPS = ["kasa", "tapo", "aginet", "portal"];
const SHARES = [45, 30, 15, 10];
const PHONES: readonly Omit<DeviceDescription, "name">[] = [
  { model: "Pixel 8", osName: "Android", osVersion: "15" },
  { model: "Galaxy S24", osName: "Android", osVersion: "14" },
  { model: "iPhone 15", osName: "iOS", osVersion: "18.1" },
  { model: "iPhone 13", osName: "iOS", osVersion: "17.6" },
];
const BROWSERS: readonly Omit<DeviceDescription, "name">[] = [
  { model: "Firefox", osName: "Windows", osVersion: "11" },
  { model: "Safari", osName: "macOS", osVersion: "15" },
  { model: "Chromium", osName: "Linux", osVersion: "6.12" },
];

/** Numbers are handed out by country, so that one of a country can be found without looking. */
const accountIdOf = (nth: number): string => `dweller-${nth.toString(36).padStart(12, "0")}`;

export const dweller = (nth: number, countryIndex: number): Dweller => {
  const { roll, below, one, happens } = dice(nth * 2_654_435_761);
  const country = COUNTRIES[countryIndex] ?? COUNTRIES[0];
  const appId = APPS[weighted(SHARES, roll())] ?? "kasa";
  const device = one(appId === "portal" ? BROWSERS : PHONES);
  const net = `${20 + countryIndex}.${below(256)}.${below(256)}`;
  return {
    accountId: accountIdOf(nth),
    installationId: `installation-${nth.toString(36)}`,
    appId,
    device: { name: `${device.model} of ${nth.toString(36)}`, ...device },
    country,
    provider: one(country.providers),
    ipAddress: `${net}.${1 + below(254)}`,
    network: `${net}.0/24`,
    hasTwoStep: happens(0.4),
    keenness: roll(),
  };
};

const RELEASES = ["2.3.1", "2.4.0", "3.0.0", "3.1.0", "3.1.2", "3.2.0"];

/** Which version runs then: releases come one after the other over the whole time, and not everybody takes them at once. */
export const versionAt = ({ keenness }: Dweller, share: number): string =>
  RELEASES[Math.min(RELEASES.length - 1, Math.floor(share * (RELEASES.length - 2) + keenness * 2))] ?? "3.0.0";
