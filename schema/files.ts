import { compose } from "./compose.ts";
import { printSubgraphs } from "./print.ts";
import { sdkOperations } from "./sdk.ts";

/** What stands in this folder, by file name, and what the client library has from it, as the code says it now. */
export const schemaFiles = async (): Promise<Map<string, string>> => {
  const subgraphs = await printSubgraphs();
  const { supergraph, api } = compose(subgraphs);
  return new Map([
    ...subgraphs.map(({ name, sdl }) => [`${name}.graphql`, `${sdl}\n`] as const),
    ["supergraph.graphql", supergraph],
    ["api.graphql", api],
    ["../sdk/operations.ts", await sdkOperations(api)],
  ]);
};
