import type { Language } from "./language.ts";
import { unauthenticated } from "./refusal.ts";
import type { Identity, Opened, Viewer } from "./viewer.ts";

/** What every resolver gets: who asks, and the one way to become somebody. */
export type Context = {
  identity: Identity;
  /** Called by what signs in: the rest of this operation is answered for the new viewer. */
  admit(viewer: Viewer): void;
  /** What people read in the answer is in this one: of Accept-Language, else of the account, else this, else English. */
  language(instead?: string | null): Promise<Language>;
  /** Called by what shows staff somebody else's account: the rest of this operation may read it. */
  open(opened: Opened): void;
};

/** The viewer, or UNAUTHENTICATED. */
export const viewerOf = ({ identity }: Context): Viewer => {
  if (!identity.viewer) throw unauthenticated();
  return identity.viewer;
};
