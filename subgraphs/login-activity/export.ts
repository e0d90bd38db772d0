import { MINUTE } from "../kernel/clock.ts";
import type { Viewer } from "../kernel/viewer.ts";
import type { ActivityFilter } from "./activity.ts";

export const EXPORT_FORMATS = ["CSV", "NDJSON"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Everybody's activity for an analyst, or all that is kept of the person who asks. */
export type ExportContent = { of: "EVERYBODY"; format: ExportFormat; filter: ActivityFilter } | { of: "OWN" };

/** What a link opens, for whom, until when. */
export type Export = {
  id: string;
  /** Whose right it stands on: it ends with that session, and with the role. */
  viewer: Viewer;
  content: ExportContent;
  createdAt: Date;
  expiresAt: Date;
};

/** What the person gets: the kind of the GraphQL type. */
export type ExportLink = { url: URL; expiresAt: Date };

export const EXPORT_LIFE_MS = 10 * MINUTE;

export interface Exports {
  /** Joins the transaction. */
  add(it: Export): Promise<void>;
  /** Null once it is over. */
  forget(accountId: string): Promise<void>;
  find(id: string, at: Date): Promise<Export | null>;
}
