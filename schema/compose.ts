import { composeServices, transformSupergraphToPublicSchema } from "@theguild/federation-composition";
import { parse, print } from "graphql";
import type { Subgraph } from "../subgraphs/kernel/subgraph.ts";

export type Composed = { supergraph: string; api: string };

/** One supergraph of the subgraphs, and the API that it shows to clients. Throws with every reason when they do not fit. */
export const compose = (subgraphs: Pick<Subgraph, "name" | "sdl">[]): Composed => {
  const services = subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors = [] } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors.map(({ message }) => message).join("\n"));
  return { supergraph: supergraphSdl, api: `${print(transformSupergraphToPublicSchema(parse(supergraphSdl)))}\n` };
};
