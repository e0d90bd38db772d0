import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { contractViolations } from "../../schema/compare.ts";

const contract = `
  interface Problem { message: String! }
  type Query { me: Account, search(text: String!, first: Int = 20): [Hit!]!, kinds(filter: Filter): [Kind!]! }
  type Mutation { signIn(email: String!): SignInResult! }
  type Account { id: ID!, name: String, friends: [Account!]! }
  type SignedIn { account: Account! }
  type Refused implements Problem { message: String! }
  union SignInResult = SignedIn | Refused
  union Hit = Account | Refused
  enum Kind { BIG SMALL }
  input Filter { kinds: [Kind!] = [BIG], limit: Int }
`;

const violations = (api: string) => contractViolations(buildSchema(contract), buildSchema(api));
const changed = (from: string, to: string) => {
  expect(contract).toContain(from);
  return violations(contract.replaceAll(from, to));
};

describe("the API beside the contract", () => {
  it("has nothing to answer for when they are alike, however they are described", () => {
    expect(violations(contract)).toEqual([]);
    expect(changed("  type Account", '"A person." type Account')).toEqual([]);
  });

  it.each([
    ["root fields", "type Query {", "type Query { version: String!"],
    ["fields", "type Account {", "type Account { email: String!"],
    ["types", "enum Kind", "type Extra { id: ID! } enum Kind"],
    ["interfaces", "type SignedIn {", "interface Node { account: Account! } type SignedIn implements Node {"],
    ["optional arguments", "email: String!", "email: String!, locale: String"],
    ["arguments with a default", "email: String!", 'email: String!, locale: String! = "en"'],
    ["union members", "SignedIn | Refused", "SignedIn | Refused | Account"],
    ["enum values", "BIG SMALL", "BIG SMALL MIDDLE"],
    ["optional input fields", "limit: Int", 'limit: Int, after: String, before: String! = ""'],
  ])("may add %s", (_what, from, to) => {
    expect(changed(from, to)).toEqual([]);
  });

  it("may lack whole root fields, and all that only they reach", () => {
    expect(
      violations("type Query { me: Account } type Account { id: ID!, name: String, friends: [Account!]! }"),
    ).toEqual([]);
  });

  it("does not owe the other types of an interface that a type merely implements", () => {
    const other = "type Locked implements Problem { message: String! } extend type Query { locked: Locked }";
    expect(contractViolations(buildSchema(contract + other), buildSchema(contract))).toEqual([]);
  });

  it("owes each type of an interface that a field answers with", () => {
    const other = "type Locked implements Problem { message: String! } extend type Query { problems: [Problem!]! }";
    const api = `${contract} extend type Query { problems: [Problem!]! }`;
    expect(contractViolations(buildSchema(contract + other), buildSchema(api))).toEqual(["Locked is missing"]);
  });

  it.each([
    ["name: String", "nick: String", "Account.name is missing"],
    ["name: String", "name: String!", "Account.name is String!, the contract says String"],
    ["friends: [Account!]!", "friends: [Account!]", "Account.friends is [Account!], the contract says [Account!]!"],
    ["friends: [Account!]!", "friends: [Hit!]!", "Account.friends is [Hit!]!, the contract says [Account!]!"],
    ["friends:", "friends(near: String!):", "Account.friends(near:) is new and required"],
    ["first: Int = 20", "limit: Int = 20", "Query.search(first:) is missing"],
    ["first: Int = 20", "first: Int = 50", "Query.search(first:) defaults to 50, the contract says 20"],
    ["first: Int = 20", "first: Int", "Query.search(first:) defaults to undefined, the contract says 20"],
    ["first: Int = 20", "first: Int! = 20", "Query.search(first:) is Int!, the contract says Int"],
    ["= SignedIn | Refused", "= SignedIn", "SignInResult lacks the member Refused"],
    ["BIG SMALL", "BIG", "Kind lacks the value SMALL"],
    ["Refused implements Problem", "Refused", "Refused does not implement Problem"],
    ["limit: Int", "first: Int", "Filter.limit is missing"],
    ["limit: Int", "limit: Int, after: String!", "Filter.after is new and required"],
    ["= [BIG]", "= [SMALL]", "Filter.kinds defaults to [ 'SMALL' ], the contract says [ 'BIG' ]"],
    ["enum Kind { BIG SMALL }", "scalar Kind", "Kind is Scalar, the contract says Enum"],
  ])("may not turn %s into %s", (from, to, violation) => {
    expect(changed(from, to)).toContain(violation);
  });

  it("is kept by what the gateway answers", () => {
    const read = (name: string) => buildSchema(readFileSync(`schema/${name}.graphql`, "utf8"));
    expect(contractViolations(read("contract"), read("api"))).toEqual([]);
  });
});
