import { defaultFieldResolver, type GraphQLSchema } from "graphql";
import type { Metrics } from "./metrics.ts";
import { Refusal } from "./refusal.ts";

/** A result union says its type by `kind`; whatever else is answered is a plain yes. */
const resultOf = (answer: unknown): string =>
  typeof answer === "object" && answer !== null && "kind" in answer ? String(answer.kind) : "ok";

const codeOf = (error: unknown): string => (error instanceof Refusal ? error.code : "INTERNAL_SERVER_ERROR");

/** Measures every mutation of a subgraph where it is resolved: by whichever road it came, and whatever it was called there. */
export const observeMutations = (schema: GraphQLSchema, metrics: Metrics): void => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (...args) => {
      const startedAt = performance.now();
      const told = (result: string) =>
        metrics.observe("mutation", { field: field.name, result }, (performance.now() - startedAt) / 1_000);
      try {
        const answer: unknown = await resolve(...args);
        told(resultOf(answer));
        return answer;
      } catch (error) {
        told(codeOf(error));
        throw error;
      }
    };
  }
};
