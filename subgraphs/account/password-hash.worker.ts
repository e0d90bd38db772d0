import { setPriority } from "node:os";
import { hashSync, verifySync } from "@node-rs/argon2";
import { answerWith } from "../kernel/thread.ts";
import { PARAMETERS, type ToHash } from "./password-hash.ts";

/** What answers goes before what hashes, by three to one. */
const NICE = 5;

// On Linux a priority is a thread's own; elsewhere the whole process would lose by it.
if (process.platform === "linux") setPriority(NICE);

answerWith(({ password, stored }: ToHash): string | boolean =>
  stored === null ? hashSync(password, PARAMETERS) : verifySync(stored, password),
);
