import { writeFile } from "node:fs/promises";
import { schemaFiles } from "./files.ts";

for (const [name, text] of await schemaFiles()) await writeFile(new URL(name, import.meta.url), text);
