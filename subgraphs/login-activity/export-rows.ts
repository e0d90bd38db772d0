import { stringify } from "csv-stringify/sync";
import type { ExportFormat } from "./export.ts";
import type { LoginActivity } from "./activity.ts";

/** One row as analysts take it along: of what they see in the API, and flat. */
const recordOf = (row: LoginActivity) => ({
  id: row.id,
  at: row.at.toISOString(),
  kind: row.kind,
  accountId: row.accountId,
  appId: row.appId,
  appVersion: row.appVersion,
  deviceModel: row.device?.model ?? null,
  osName: row.device?.osName ?? null,
  osVersion: row.device?.osVersion ?? null,
  method: row.method,
  staffRole: row.staffRole,
  wasMe: row.wasMe,
  network: row.network,
  city: row.location?.city ?? null,
  region: row.location?.region ?? null,
  countryCode: row.location?.countryCode ?? null,
  provider: row.location?.provider ?? null,
  networkKind: row.location?.network ?? null,
  risks: row.risks,
});

type ExportedRecord = ReturnType<typeof recordOf>;
const COLUMNS: (keyof ExportedRecord)[] = [
  ...([
    "id",
    "at",
    "kind",
    "accountId",
    "appId",
    "appVersion",
    "deviceModel",
    "osName",
    "osVersion",
    "method",
  ] as const),
  ...(["staffRole", "wasMe", "network", "city", "region", "countryCode", "provider", "networkKind", "risks"] as const),
];

/** A spreadsheet runs what begins with one of = + - @, past any blank before it; a cell holds one line of text and no more. */
const harmless = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trimStart();

/** RFC 4180. What a spreadsheet would run gets a ' before it (OWASP, CSV injection), and every text its quotes. */
const csvOf = (records: readonly unknown[][]): string =>
  stringify(records as string[][], {
    escape_formulas: true,
    quoted_string: true,
    record_delimiter: "windows",
    cast: { string: harmless, boolean: String },
  });

export type RowFormat = {
  contentType: string;
  extension: string;
  head: string;
  rows(rows: readonly LoginActivity[]): string;
};

export const ROW_FORMATS: Record<ExportFormat, RowFormat> = {
  CSV: {
    contentType: "text/csv; charset=utf-8; header=present",
    extension: "csv",
    head: csvOf([COLUMNS]),
    rows: (rows) =>
      csvOf(
        rows
          .map(recordOf)
          .map((record) => COLUMNS.map((name) => (name === "risks" ? record.risks.join(" ") : record[name]))),
      ),
  },
  NDJSON: {
    contentType: "application/x-ndjson; charset=utf-8",
    extension: "ndjson",
    head: "",
    rows: (rows) => rows.map((row) => `${JSON.stringify(recordOf(row))}\n`).join(""),
  },
};
