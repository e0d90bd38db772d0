import { readdir, readFile } from "node:fs/promises";
import { codegen } from "@graphql-codegen/core";
import * as typedDocuments from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse, stripIgnoredCharacters } from "graphql";

const FOLDER = new URL("operations/", import.meta.url);

const HEAD = `// Made by \`npm run fix:schema\` from schema/operations: edit those.

/** What an operation is asked with, and what it answers. */
type DocumentTypeDecoration<Result, Variables> = { __apiType?: (variables: Variables) => Result };
`;
/** A type that we write ourselves: the library stands on nothing but graphql-ws. */
const IMPORTED = /^import type \{ DocumentTypeDecoration \}.*\n/m;

/** Each document as short as it can be, and left out of a bundle that does not ask it. */
const slim = (code: string): string =>
  code.replace(
    /new TypedDocumentString\(`([^`]*)`\)/g,
    (_, text: string) => `/* @__PURE__ */ new TypedDocumentString(\`${stripIgnoredCharacters(text)}\`)`,
  );

/** Every scalar travels as a text. */
const SCALARS = Object.fromEntries(
  ["DateTime", "EmailAddress", "PhoneNumber", "Locale", "URL"].map((name) => [name, "string"]),
);

/** The operations of `schema/operations` as typed documents, for sdk/operations.ts. */
export const sdkOperations = async (api: string): Promise<string> => {
  const files = (await readdir(FOLDER)).sort();
  const documents = await Promise.all(
    files.map(async (location) => ({ location, document: parse(await readFile(new URL(location, FOLDER), "utf8")) })),
  );
  const generated = await codegen({
    filename: "operations.ts",
    schema: parse(api),
    documents,
    config: { enumsAsTypes: true, useTypeImports: true, scalars: SCALARS },
    plugins: [{ operations: {} }, { typedDocuments: { documentMode: "string" } }],
    pluginMap: { operations, typedDocuments: typedDocuments as never },
  });
  return `${HEAD}${slim(generated.replace(IMPORTED, ""))}\n`;
};
