import type { Address } from "../../kernel/network.ts";
import { openMmdb } from "./mmdb.ts";

/** Who announces an address to the Internet: the autonomous system's number and its holder's name. */
export type Provider = { asn: number; name: string };
export type Providers = { find(address: Address): Provider | null; close(): void };

/** Over a database of the GeoLite2-ASN shape, which ip-location-db's own asn.mmdb has too. */
export const openProviderMmdb = (path: string): Providers => {
  const file = openMmdb(path);
  return {
    find: (address) => {
      const record = file.find(address);
      const name = record?.autonomous_system_organization;
      return typeof name === "string" && name !== ""
        ? { asn: Number(record?.autonomous_system_number ?? 0), name }
        : null;
    },
    close: file.close,
  };
};
