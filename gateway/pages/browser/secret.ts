type Kept = { secret?: string } | null;

/**
 * The secret of a mailed link. It came in the fragment, which no server is sent, and is taken out of the address bar at once, so
 * that it is in no screenshot and no history. It stays with this one entry of the tab: a phone drops a page while its owner
 * looks for a code in another app, and loads it anew when they come back.
 */
export const takeSecret = (): string | null => {
  const fragment = location.hash.slice(1);
  if (!fragment) return (history.state as Kept)?.secret ?? null;
  history.replaceState({ secret: fragment } satisfies Kept, "", location.pathname + location.search);
  return fragment;
};

/** Once it has done what it is for. */
export const dropSecret = (): void => history.replaceState(null, "");
