import { openBundledProviders } from "./geo/bundled-providers.ts";
import { openCities } from "./geo/city.ts";
import { openProviderMmdb, type Providers } from "./geo/provider.ts";
import { replaceable } from "./geo/replaceable.ts";
import { networkKindOf } from "./network-kind.ts";
import { later, SECOND, systemTime, type Time } from "../kernel/clock.ts";
import { parseAddress, type Address } from "../kernel/network.ts";
import { isPublic, type Place, PRIVATE_PLACE, UNKNOWN_PLACE } from "./place.ts";

export type Geo = {
  /** Where the address seems to be. Never throws for what is no address (UNKNOWN), nor for one that no database knows. */
  locate(ip: string): Promise<Place>;
  /** What an operator should mend, a line each. */
  warnings(): string[];
  close(): void;
};

type Needs = {
  /** MaxMind-format files of your own, for IPv4 and IPv6; else the bundled data. Another file in their place is taken without a restart. */
  cityDb?: string | undefined;
  asnDb?: string | undefined;
  /** Where the index of the bundled providers is kept. */
  dataDir: string;
  /** Hears why there are no providers, when their index can't be built: a full disk must not stop a sign-in. */
  onTrouble?: (trouble: unknown) => void;
  time?: Time;
};

/** How soon another file is noticed. */
const LOOKS_EVERY_MS = 30 * SECOND;

type Cities = ReturnType<typeof openCities>;
type Source<T> = { current(): T; lookAgain(): void; warnings(): string[]; close(): void };

const fixed = <T extends { close(): void }>(it: T): Source<T> => ({
  current: () => it,
  lookAgain: () => undefined,
  warnings: () => [],
  close: () => it.close(),
});

const operators = <T extends { close(): void }>(
  variable: string,
  path: string,
  open: (path: string) => T,
): Source<T> => {
  const file = openNamed(variable, path, open);
  return {
    ...file,
    warnings: () =>
      file.trouble() === null ? [] : [`${variable}: the file there now can't be used; the one before it still is`],
  };
};

const openNamed = <T extends { close(): void }>(variable: string, path: string, open: (path: string) => T) => {
  try {
    return replaceable(path, open);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${variable}=${path} can't be read as a MaxMind DB file: ${reason}`);
  }
};

const NO_PROVIDERS: Providers = { find: () => null, close: () => undefined };

/** The bundled ones, once their index is there. */
const bundledProviders = ({ dataDir, onTrouble }: Needs, signal: AbortSignal): Promise<Source<Providers>> =>
  openBundledProviders(dataDir, signal).then(fixed, (trouble: unknown) => {
    if (!signal.aborted) onTrouble?.(trouble);
    return {
      ...fixed(NO_PROVIDERS),
      warnings: () => ["providers of addresses are not known: DATA_DIR can't hold their index"],
    };
  });

const placeIn = (cities: Cities, providers: Providers, address: Address): Place => {
  const provider = providers.find(address);
  const { city, region, countryCode, latitude, longitude } = cities.find(address);
  const network = provider ? networkKindOf(provider) : "UNKNOWN";
  return { city, region, countryCode, provider: provider?.name ?? null, network, latitude, longitude };
};

/**
 * Opens the databases without reading them. The first start on a DATA_DIR builds the index of providers beside whatever else
 * starts; who asks for a place meanwhile waits for it, so that no row is stored without its provider.
 */
export const openGeo = async (needs: Needs): Promise<Geo> => {
  const { cityDb, asnDb, time = systemTime } = needs;
  const closing = new AbortController();
  const cities = cityDb ? operators("GEOIP_CITY_DB", cityDb, openCities) : fixed(openCities());
  let providers: Source<Providers> | null = asnDb ? operators("GEOIP_ASN_DB", asnDb, openProviderMmdb) : null;
  const opening = providers ? Promise.resolve(providers) : bundledProviders(needs, closing.signal);
  void opening.then((opened) => {
    providers = opened;
  });

  const lookAgain = (): void => {
    for (const source of [cities, providers]) source?.lookAgain();
    stopWaking = wakeLater();
  };
  const wakeLater = () => time.wakeAt(later(time.now(), LOOKS_EVERY_MS), lookAgain);
  let stopWaking = cityDb || asnDb ? wakeLater() : () => undefined;

  return {
    locate: async (ip) => {
      const address = parseAddress(ip);
      if (!address) return UNKNOWN_PLACE;
      if (!isPublic(address)) return PRIVATE_PLACE;
      const opened = await opening;
      try {
        return placeIn(cities.current(), opened.current(), address);
      } catch {
        // A file that is being written over ends within a record. A place is not worth a sign-in.
        return UNKNOWN_PLACE;
      }
    },
    warnings: () => [...cities.warnings(), ...(providers?.warnings() ?? [])],
    close: () => {
      closing.abort();
      stopWaking();
      cities.close();
      void opening.then((opened) => opened.close());
    },
  };
};
