/**
 * All that the library asks of where it runs, beside the language itself: browsers, React Native and Node have each of these. A
 * global that is not declared here does not compile in this folder, and `npm run check` says so.
 */
declare const fetch: (
  url: string,
  request: { method: "POST"; headers: Record<string, string>; body: string },
) => Promise<{ json(): Promise<unknown> }>;
declare const setTimeout: (callback: () => void, ms: number) => number;
declare const clearTimeout: (timer: ReturnType<typeof setTimeout> | undefined) => void;
/** The clock that only goes forward. */
declare const performance: { now(): number };
