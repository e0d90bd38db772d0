import { inParallel } from "./in-parallel.ts";
import { watch } from "./watch.ts";

export type Order = { url: string; accessTokens: string[] };

/** Opens a socket for each, tells its parent when all are open, and holds them for as long as the parent is there. */
process.once("message", ({ url, accessTokens }: Order) => {
  void inParallel(8, accessTokens.length, (nth) => watch(url, accessTokens[nth] ?? "", () => undefined)).then(() =>
    process.send?.("open"),
  );
});
process.once("disconnect", () => process.exit());
