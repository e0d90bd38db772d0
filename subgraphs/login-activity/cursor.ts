import { badInput } from "../kernel/refusal.ts";
import { isEqual, type Secrets } from "../kernel/secret.ts";
import type { Position } from "./activity.ts";

/** Places in a list as clients hold them: opaque, and only those that were handed out. */
export interface Cursors {
  at(position: Position): string;
  /** BAD_USER_INPUT for whatever is none of ours. */
  read(cursor: string): Position;
}

export const cursors = (secrets: Pick<Secrets, "mac">): Cursors => ({
  at: ({ at, id }) => {
    const body = Buffer.from(`${at.getTime()},${id}`).toString("base64url");
    return `${body}.${secrets.mac("cursor", body)}`;
  },
  read: (cursor) => {
    const [body = "", mac = "", ...more] = cursor.split(".");
    if (more.length > 0 || !isEqual(mac, secrets.mac("cursor", body)))
      throw badInput("after", "is not a cursor of this list.");
    const [at, id = ""] = Buffer.from(body, "base64url").toString().split(",");
    return { at: new Date(Number(at)), id };
  },
});
