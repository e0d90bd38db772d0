import { randomBytes } from "node:crypto";

/** 120 random bits: nobody meets one by guessing, yet an id is never a secret and opens nothing. */
export const newId = (): string => randomBytes(15).toString("base64url");
