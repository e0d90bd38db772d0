import type { AccountPort } from "../account/port.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Download, OpenDownload } from "../kernel/download.ts";
import type { Activities, ActivityFilter, Position, StoredActivity } from "./activity.ts";
import type { Export, ExportFormat, Exports } from "./export.ts";
import type { ExportLinks } from "./export-link.ts";
import { ROW_FORMATS } from "./export-rows.ts";
import { forAnalyst } from "./for-analyst.ts";
import type { ownData } from "./own-data.ts";

type Needs = {
  exports: Pick<Exports, "find">;
  links: Pick<ExportLinks, "read">;
  activities: Pick<Activities, "page">;
  account: Pick<AccountPort, "staffRole" | "isSignedIn">;
  ownData: ReturnType<typeof ownData>;
  now: Clock;
};

/** Rows that are in memory at once, of each file that is read. */
const BATCH = 1_000;
/** Files that one process makes at once: what bounds its memory. */
const MOST_AT_ONCE = 8;

/** Asked before each batch, so that nobody reads on whose session or role ended in the middle of a file. */
type StillMay = () => Promise<boolean>;

/**
 * Newest first, by position and not by a cursor of the database: a reader may be as slow as it likes. Rows that arrive meanwhile
 * are newer than the first, and not in the file.
 */
const batches = async function* (
  { activities }: Pick<Needs, "activities">,
  filter: ActivityFilter,
  stillMay: StillMay,
): AsyncGenerator<StoredActivity[]> {
  let after: Position | null = null;
  do {
    if (!(await stillMay())) throw new Error("the right to this export has ended");
    const rows: StoredActivity[] = await activities.page(filter, BATCH, after);
    if (rows.length > 0) yield rows;
    after = rows.length < BATCH ? null : (rows.at(-1) ?? null);
  } while (after);
};

/** Opens the file of a link, as long as whoever made the link may still read it. */
export const openDownload = (needs: Needs): OpenDownload => {
  const { exports, links, account, ownData, now } = needs;
  let running = 0;

  /** Gives the place back once the file is read to its end or let go, even one that nobody began to read. */
  const placed = <T>(chunks: AsyncGenerator<T>): AsyncIterable<T> => {
    let isHeld = true;
    const leave = () => {
      if (isHeld) running -= 1;
      isHeld = false;
    };
    const next = async () => {
      const result = await chunks.next().catch((error: unknown) => {
        leave();
        throw error;
      });
      if (result.done) leave();
      return result;
    };
    const end = async () => {
      leave();
      return chunks.return(undefined);
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
  };

  const everybodys = async function* (format: ExportFormat, filter: ActivityFilter, stillMay: StillMay) {
    const { head, rows } = ROW_FORMATS[format];
    if (head) yield head;
    for await (const batch of batches(needs, filter, stillMay)) yield rows(batch.map(forAnalyst));
  };

  const fileOf = ({ viewer: { accountId }, content, createdAt }: Export, stillMay: StillMay): Download => {
    const day = createdAt.toISOString().slice(0, 10);
    if (content.of === "OWN") {
      const chunks = ownData(accountId, now(), batches(needs, { accountId }, stillMay));
      return {
        filename: `my-data-${day}.json`,
        contentType: "application/json; charset=utf-8",
        chunks: placed(chunks),
      };
    }
    const { contentType, extension } = ROW_FORMATS[content.format];
    const chunks = placed(everybodys(content.format, content.filter, stillMay));
    return { filename: `login-activity-${day}.${extension}`, contentType, chunks };
  };

  const mayRead = async ({ viewer, content }: Export): Promise<boolean> =>
    content.of === "OWN"
      ? account.isSignedIn(viewer.accountId, viewer.sessionId, now())
      : (await account.staffRole(viewer, ["ANALYST"], now())) !== null;

  return async (link) => {
    const id = links.read(link);
    const it = id === null ? null : await exports.find(id, now());
    if (!it || !(await mayRead(it))) return "REFUSED";
    if (running >= MOST_AT_ONCE) return "BUSY";
    // Taken here and not at its first byte: of many that ask at once, no more than these get one.
    running += 1;
    return fileOf(it, () => mayRead(it));
  };
};
