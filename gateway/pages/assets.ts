import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";
import type { ScriptName } from "./page.ts";

export type BuiltAssets = { style: string; scripts: Record<ScriptName, string> };

const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const bundled = async (file: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [at(file)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["es2022", "safari16", "firefox115", "chrome110"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text.trim() ?? "";
};

/** Built anew at each start, in memory: it takes a tenth of a second, and there is no output that could be stale. */
export const buildAssets = async (scripts: readonly ScriptName[]): Promise<BuiltAssets> => {
  const [style, ...built] = await Promise.all([
    bundled("style.css"),
    ...scripts.map(async (name) => [name, await bundled(`browser/${name}.ts`)] as const),
  ]);
  // Its process is not needed again.
  await stop();
  return { style, scripts: Object.fromEntries(built) as Record<ScriptName, string> };
};
