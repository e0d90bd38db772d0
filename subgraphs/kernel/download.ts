import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { later, MINUTE, SECOND, type Time } from "./clock.ts";

/** A file that is made while it is read, and no faster. */
export type Download = { filename: string; contentType: string; chunks: AsyncIterable<string | Uint8Array> };

/** REFUSED: the link opens nothing, or nothing any more. BUSY: too many are read now. */
export type OpenDownload = (link: string) => Promise<Download | "REFUSED" | "BUSY">;

/** Where the gateway serves downloads, and the subgraph that has them. */
export const DOWNLOADS = "/exports/";

/** Under which name the gateway's proof of itself travels to the subgraph that has the file. */
export const DOWNLOAD_IDENTITY = "x-countersign-identity";

/** How long a reader may leave a chunk unread before it counts as gone. A search for few rows among many takes its time, too. */
const STALLED_MS = 5 * MINUTE;
const COME_AGAIN_MS = 10 * SECOND;

const withoutBody = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { ...headers, "content-length": "0" });
  response.end();
};

/** Ends the answer once its reader has asked for nothing more for so long: what makes the file is for somebody else then. */
const whileRead = async function* <T>(
  chunks: AsyncIterable<T>,
  response: ServerResponse,
  { now, wakeAt }: Time,
): AsyncGenerator<T> {
  const giveUpLater = () => wakeAt(later(now(), STALLED_MS), () => response.destroy());
  let keepOn = giveUpLater();
  try {
    for await (const chunk of chunks) {
      yield chunk;
      keepOn();
      keepOn = giveUpLater();
    }
  } finally {
    keepOn();
  }
};

/**
 * Sends it as fast as it is read. Whatever breaks it off in the middle breaks the connection too: without the last chunk, no
 * client takes half a file for a whole one.
 */
export const sendDownload = async (
  download: Awaited<ReturnType<OpenDownload>>,
  response: ServerResponse,
  time: Time,
): Promise<void> => {
  if (download === "REFUSED") {
    withoutBody(response, 403);
    return;
  }
  if (download === "BUSY") {
    withoutBody(response, 503, { "retry-after": String(COME_AGAIN_MS / SECOND) });
    return;
  }
  response.writeHead(200, {
    "content-type": download.contentType,
    "content-disposition": `attachment; filename="${download.filename}"`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  response.flushHeaders();
  await pipeline(Readable.from(whileRead(download.chunks, response, time)), response).catch(() => response.destroy());
};
