import { DOWNLOADS } from "../kernel/download.ts";
import { isEqual, type Secrets } from "../kernel/secret.ts";

/** Links to exports: an id, which is no secret, and what only this system can write beside it. */
export interface ExportLinks {
  to(id: string): URL;
  /** The id in the last part of a link; null for whatever was not signed here. */
  read(link: string): string | null;
}

type Needs = { secrets: Pick<Secrets, "mac">; publicUrl: string };

/**
 * The signature stands in the address, because a browser downloads by address. It is worth nothing soon: the export that it
 * names is looked up each time, with its ten minutes, its session and its role, and no log of ours holds addresses.
 */
export const exportLinks = ({ secrets, publicUrl }: Needs): ExportLinks => ({
  to: (id) => new URL(`${publicUrl}${DOWNLOADS}${id}.${secrets.mac("export-link", id)}`),
  read: (link) => {
    const [id = "", mac = "", ...more] = link.split(".");
    return more.length === 0 && isEqual(mac, secrets.mac("export-link", id)) ? id : null;
  },
});
