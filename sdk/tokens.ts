import { RefreshSessionDocument, type ClientInput, type SessionEndReason } from "./operations.ts";
import { post, type Endpoint } from "./post.ts";
import { lifeMsOf } from "./token-life.ts";

/** What an app keeps of its sign-in. Out of backups, and of transfers between phones. */
export type Kept = { accessToken: string | null; refreshToken: string | null; deviceToken: string | null };

/** Where the caller keeps it: a keychain, a key store, memory. Shared by all that run on one installation. */
export type Storage = { read(): Kept | null | Promise<Kept | null>; write(kept: Kept): void | Promise<void> };

export const inMemory = (): Storage => {
  let held: Kept | null = null;
  return {
    read: () => held,
    write: (kept) => {
      held = kept;
    },
  };
};

export type Tokens = {
  kept(): Promise<Kept>;
  /** A token that is good for a while yet; null where nobody is signed in. */
  access(): Promise<string | null>;
  /** The next token after one that was refused. Whoever asks meanwhile waits for the same answer. */
  renew(): Promise<string | null>;
  /** How long until the token had better be renewed, in milliseconds. */
  restMs(): number;
  keep(news: Partial<Kept>): Promise<void>;
  /** Of what may sign in: as long as it is under way, no older session's end counts. */
  awaiting<Result>(asking: Promise<Result>): Promise<Result>;
  /** Nobody is signed in any more. The device token stays: the device may be trusted still. */
  end(reason: SessionEndReason): Promise<void>;
};

type Needs = {
  endpoint: Endpoint;
  app: ClientInput;
  storage: Storage;
  onEnded: (reason: SessionEndReason) => void;
};

const NOTHING: Kept = { accessToken: null, refreshToken: null, deviceToken: null };
/** Renewed so long before its end, or for the last third of a short life. */
const EARLY_MS = 45_000;

export const tokensIn = ({ endpoint, app, storage, onEnded }: Needs): Tokens => {
  let flight: Promise<string | null> | null = null;
  // Of the token that came to this process; one that was found in the storage is of unknown age, and renewed at first use.
  let known: { token: string; until: number } | null = null;

  const awaited = new Set<Promise<unknown>>();

  const kept = async () => (await storage.read()) ?? NOTHING;
  const keep: Tokens["keep"] = async (news) => {
    await storage.write({ ...(await kept()), ...news });
    const token = news.accessToken;
    // On the clock that only goes forward: people turn the other one.
    if (token) {
      const lifeMs = lifeMsOf(token);
      known = { token, until: performance.now() + lifeMs - Math.min(EARLY_MS, lifeMs / 3) };
    }
  };
  const end: Tokens["end"] = async (reason) => {
    await keep({ accessToken: null, refreshToken: null });
    onEnded(reason);
  };

  const rotate = async (): Promise<string | null> => {
    const { refreshToken } = await kept();
    if (refreshToken === null) return null;
    const { refreshSession } = await post(endpoint, RefreshSessionDocument, { refreshToken, client: app }, null);
    // Who signs in meanwhile, here or in another window, is not ended by an answer about the session before.
    if (refreshSession.__typename === "SessionEnded") await Promise.allSettled(awaited);
    const current = await kept();
    if (current.refreshToken !== refreshToken) return current.accessToken;
    if (refreshSession.__typename === "SessionEnded") {
      await end(refreshSession.reason);
      return null;
    }
    const { accessToken, refreshToken: next } = refreshSession;
    await keep({ accessToken, refreshToken: next });
    return accessToken;
  };
  const renew = () =>
    (flight ??= rotate().finally(() => {
      flight = null;
    }));

  const restOf = (token: string) => (known?.token === token ? Math.max(known.until - performance.now(), 0) : 0);
  return {
    kept,
    keep,
    end,
    renew,
    awaiting: (asking) => {
      awaited.add(asking);
      return asking.finally(() => awaited.delete(asking));
    },
    restMs: () => (known ? restOf(known.token) : 0),
    access: async () => {
      const { accessToken } = await kept();
      if (accessToken === null) return null;
      return restOf(accessToken) > 0 ? accessToken : renew();
    },
  };
};
