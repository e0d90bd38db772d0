import { badInput } from "../kernel/refusal.ts";
import { isEqual, type Secrets } from "../kernel/secret.ts";
import type { Position } from "./activity.ts";

/** Places in a list as clients hold them: opaque, and only those that were handed out for the same list. */
export interface Cursors {
  at(position: Position, list: string): string;
  /** BAD_USER_INPUT for whatever is none of ours, or of another list: another person's, or another filter's. */
  read(cursor: string, list: string): Position;
}

export const cursors = (secrets: Pick<Secrets, "mac">): Cursors => {
  const macOf = (body: string, list: string) => secrets.mac("cursor", `${body}.${list}`);
  return {
    at: ({ at, id }, list) => {
      const body = Buffer.from(`${at.getTime()},${id}`).toString("base64url");
      return `${body}.${macOf(body, list)}`;
    },
    read: (cursor, list) => {
      const [body = "", mac = "", ...more] = cursor.split(".");
      if (more.length > 0 || !isEqual(mac, macOf(body, list)))
        throw badInput("after", "is not a cursor of this list with this filter.");
      const [at, id = ""] = Buffer.from(body, "base64url").toString().split(",");
      return { at: new Date(Number(at)), id };
    },
  };
};
