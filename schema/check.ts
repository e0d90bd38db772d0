import { readFile } from "node:fs/promises";
import { buildSchema } from "graphql";
import { contractViolations } from "./compare.ts";
import { schemaFiles } from "./files.ts";
import { unguardedFields } from "./open-fields.ts";

/** Says what of this folder is stale, and what of the API breaks the contract. */
const read = (name: string) => readFile(new URL(name, import.meta.url), "utf8").catch(() => "");

const files = await schemaFiles();
const stale: string[] = [];
for (const [name, text] of files) if ((await read(name)) !== text) stale.push(name);

const violations = contractViolations(
  buildSchema(await read("contract.graphql")),
  buildSchema(files.get("api.graphql") ?? "", { assumeValidSDL: true }),
);

const unguarded = unguardedFields(files.get("supergraph.graphql") ?? "");

for (const name of stale) console.error(`schema/${name} is stale: run npm run fix:schema`);
for (const violation of violations) console.error(`the API breaks the contract: ${violation}`);
for (const fault of unguarded) console.error(`${fault}: see schema/open-fields.ts`);
if (stale.length + violations.length + unguarded.length > 0) process.exitCode = 1;
