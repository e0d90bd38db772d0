import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Router } from "express";
import { SECOND, type Time } from "../subgraphs/kernel/clock.ts";
import { DOWNLOAD_IDENTITY, DOWNLOADS, sendDownload, type OpenDownload } from "../subgraphs/kernel/download.ts";
import { newId } from "../subgraphs/kernel/id.ts";
import type { IdentitySeal } from "../subgraphs/kernel/viewer.ts";
import type { ReadCaller } from "./caller.ts";

/** How long the subgraph may take to begin; how long it goes on is the reader's pace. */
const BEGINS_WITHIN_MS = 5 * SECOND;

type Needs = {
  /** Of this process. */
  local: OpenDownload | undefined;
  /** Where the subgraph that has the files answers GraphQL, when it runs apart. */
  remote: string | undefined;
  identities: IdentitySeal;
  readCaller: ReadCaller;
  time: Time;
};

/** Passes on what the subgraph sends, byte by byte and no faster than it is read. */
const fromAfar =
  (graphqlUrl: string, proof: string): OpenDownload =>
  async (link) => {
    const begins = new AbortController();
    const overdue = setTimeout(() => begins.abort(), BEGINS_WITHIN_MS);
    try {
      const address = new URL(`${DOWNLOADS}${encodeURIComponent(link)}`, graphqlUrl);
      const answer = await fetch(address, { headers: { [DOWNLOAD_IDENTITY]: proof }, signal: begins.signal });
      if (answer.status === 403) return "REFUSED";
      if (answer.status === 503 && answer.headers.has("retry-after")) return "BUSY";
      if (!answer.ok || !answer.body) throw new Error("the subgraph did not send the file");
      const [, filename = "export"] =
        /filename="([\w.-]+)"/.exec(answer.headers.get("content-disposition") ?? "") ?? [];
      const contentType = answer.headers.get("content-type") ?? "application/octet-stream";
      return { filename, contentType, chunks: Readable.fromWeb(answer.body as ReadableStream<Uint8Array>) };
    } finally {
      clearTimeout(overdue);
    }
  };

/** Files behind signed links. Whoever holds a link reads: what it opens, and how long still, is the subgraph's to say. */
export const downloadPages = ({ local, remote, identities, readCaller, time }: Needs): Router => {
  const proofFor = (request: IncomingMessage) => {
    const { ip } = readCaller(request);
    return identities.sign({ viewer: null, hasBadToken: false, ip, language: null, requestId: newId() });
  };
  const router = Router();
  router.all(`${DOWNLOADS}:link`, async (request, response) => {
    if (request.method !== "GET") return void response.status(405).set("allow", "GET").end();
    const open = remote ? fromAfar(remote, proofFor(request)) : local;
    await sendDownload(open ? await open(request.params.link) : "REFUSED", response, time);
  });
  return router;
};
