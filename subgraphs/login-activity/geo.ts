import { openBundledProviders } from "./geo/bundled-providers.ts";
import { openCities } from "./geo/city.ts";
import { openProviderMmdb, type Providers } from "./geo/provider.ts";
import { networkKindOf } from "./network-kind.ts";
import { parseAddress } from "../kernel/network.ts";
import { isPublic, type Place, PRIVATE_PLACE, UNKNOWN_PLACE } from "./place.ts";

export type Geo = {
  /** Where the address seems to be. Never throws for what is no address (UNKNOWN), nor for one that no database knows. */
  locate(ip: string): Promise<Place>;
  close(): void;
};

type Needs = {
  /** MaxMind-format files of your own, for IPv4 and IPv6; else the bundled data. */
  cityDb?: string | undefined;
  asnDb?: string | undefined;
  /** Where the index of the bundled providers is kept. */
  dataDir: string;
  /** Hears why there are no providers, when their index can't be built: a full disk must not stop a sign-in. */
  onTrouble?: (trouble: unknown) => void;
};

/**
 * Opens the databases without reading them. The first start on a DATA_DIR builds the index of providers beside whatever else
 * starts; who asks for a place meanwhile waits for it, so that no row is stored without its provider.
 */
export const openGeo = async ({ cityDb, asnDb, dataDir, onTrouble }: Needs): Promise<Geo> => {
  const cities = openCities(cityDb);
  const closing = new AbortController();
  const opened: Promise<Providers> = asnDb
    ? Promise.resolve(openProviderMmdb(asnDb))
    : openBundledProviders(dataDir, closing.signal);
  const providers = opened.catch((trouble: unknown) => {
    if (!closing.signal.aborted) onTrouble?.(trouble);
    return null;
  });

  return {
    locate: async (ip) => {
      const address = parseAddress(ip);
      if (!address) return UNKNOWN_PLACE;
      if (!isPublic(address)) return PRIVATE_PLACE;
      const provider = (await providers)?.find(address) ?? null;
      const { city, region, countryCode, latitude, longitude } = cities.find(address);
      const network = provider ? networkKindOf(provider) : "UNKNOWN";
      return { city, region, countryCode, provider: provider?.name ?? null, network, latitude, longitude };
    },
    close: () => {
      closing.abort();
      cities.close();
      void providers.then((open) => open?.close());
    },
  };
};
