import { readdirSync, readFileSync } from "node:fs";
import { buildSchema, Kind, parse, validate, type OperationDefinitionNode } from "graphql";
import { measureRule, MOST_TOKENS } from "../../gateway/limits.ts";

const FOLDER = "schema/operations";
const api = buildSchema(readFileSync("schema/api.graphql", "utf8"));
const files = readdirSync(FOLDER);
const read = (file: string) => parse(readFileSync(`${FOLDER}/${file}`, "utf8"), { maxTokens: MOST_TOKENS });

/** sign-in.graphql holds SignIn. */
const nameFor = (file: string) =>
  file
    .replace(".graphql", "")
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

describe("the operations that client apps copy", () => {
  it.each(files)("%s is answered by the API", (file) => {
    expect(validate(api, read(file))).toEqual([]);
  });

  it.each(files)("%s stays within the gateway's limits", (file) => {
    expect(validate(api, read(file), [measureRule])).toEqual([]);
  });

  it.each(files)("%s holds one operation, of the same name", (file) => {
    const operations = read(file).definitions.filter(
      (it): it is OperationDefinitionNode => it.kind === Kind.OPERATION_DEFINITION,
    );
    expect(operations.map(({ name }) => name?.value)).toEqual([nameFor(file)]);
  });
});

describe("the story in the README", () => {
  const blocks = [...readFileSync("README.md", "utf8").matchAll(/```graphql\n(.*?)```/gs)].map(([, text]) => text!);

  it.each(blocks)("can be pasted: %s", (text) => {
    expect(validate(api, parse(text))).toEqual([]);
  });

  it("has its ten steps", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(10);
  });
});
