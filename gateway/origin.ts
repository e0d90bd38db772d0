/** Browsers name the page that asks; apps name none. A page of ours may, any other may not (CSWSH). */
export const isAllowedOrigin = (origin: string | undefined, allowed: readonly string[]): boolean =>
  origin === undefined || allowed.includes(origin);
