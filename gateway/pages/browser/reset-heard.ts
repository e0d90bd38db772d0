import { liveAt } from "../../../sdk/live.ts";
import { PasswordResetCompletedDocument } from "../../../sdk/operations.ts";
import { server } from "./api.ts";

/** The page holds tickets, and nobody is signed in on it. */
const NOBODY = { access: async () => null, renew: async () => null, restMs: () => 0 };

/**
 * Hears that the link of one of these letters was used: wherever it was opened, the page that asked for it says that it is done. It
 * is a convenience: whatever breaks, the page stays as it is.
 */
export const resetHeard = (onDone: (apps: string[]) => void) => {
  const live = liveAt({ url: server(), tokens: NOBODY });

  const hear = async (ticket: string): Promise<void> => {
    for await (const { passwordResetCompleted } of live.events(PasswordResetCompletedDocument, { ticket })) {
      await live.close();
      onDone(passwordResetCompleted.apps.map(({ name }) => name));
    }
  };
  return {
    /** Any of the newest letters may be the one that is used. */
    waitFor: (ticket: string): void => void hear(ticket).catch(() => undefined),
  };
};
