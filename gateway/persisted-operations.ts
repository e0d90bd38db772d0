import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { GraphQLError, parse, print, type DocumentNode } from "graphql";

/** The operations of this system's own apps, by the id that a client may send in place of the text. */
export type PersistedOperations = ReadonlyMap<string, string>;

const OPERATIONS = new URL("../schema/operations/", import.meta.url);

/** `sha256:` and the hash of the operation as GraphQL prints it: spaces and comments make no other one of it. */
export const persistedIdOf = (document: DocumentNode): string =>
  `sha256:${createHash("sha256").update(print(document)).digest("hex")}`;

export const readPersistedOperations = async (): Promise<PersistedOperations> => {
  const operations = new Map<string, string>();
  for (const file of (await readdir(OPERATIONS)).sort()) {
    const text = await readFile(new URL(file, OPERATIONS), "utf8");
    operations.set(persistedIdOf(parse(text)), text);
  }
  return operations;
};

/** Refuses whatever first-party apps don't ask, over HTTP and over sockets. */
export const requirePersisted = (operations: PersistedOperations, document: DocumentNode): DocumentNode => {
  if (operations.has(persistedIdOf(document))) return document;
  throw new GraphQLError("Only the operations of this system's own apps run here: see schema/operations.");
};

type Body = { query?: unknown; documentId?: unknown };

/**
 * `documentId` in place of `query`, as the appendix of GraphQL over HTTP on persisted documents has it. Null where nothing has
 * this id.
 */
export const withText = (operations: PersistedOperations, body: Body): object | null => {
  const { documentId, ...rest } = body;
  if (typeof documentId !== "string" || rest.query !== undefined) return body;
  const query = operations.get(documentId);
  return query === undefined ? null : { ...rest, query };
};
