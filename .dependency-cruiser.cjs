const SUBGRAPHS = "account|challenge|trusted-device|login-activity";
const IN_A_SUBGRAPH = `^subgraphs/(${SUBGRAPHS})/`;

/** Files of a subgraph that are allowed to know a driver or GraphQL; all others are its nouns and verbs. */
const SHELL = String.raw`(\.(model|resolver|type|input|loader|loaders)|/(port|subgraph|main|loader|loaders))\.ts$`;

const DRIVERS = [
  ...["mongoose", "mongodb", "bson", "graphql", "graphql-[^/]+", "type-graphql", "dataloader", "class-validator"],
  ...["@apollo/[^/]+", "@as-integrations/[^/]+", "express", "ws", "nodemailer", "ioredis", "firebase-admin"],
].join("|");

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "subgraphs-are-strangers",
      comment: "Of another subgraph only its port.ts may be known.",
      severity: "error",
      from: { path: IN_A_SUBGRAPH },
      to: { path: IN_A_SUBGRAPH, pathNot: ["^subgraphs/$1/", "/port\\.ts$"] },
    },
    {
      name: "ports-are-plugged-in-by-wiring",
      comment: "subgraph.ts and main.ts call another subgraph's port.ts; everything else may `import type` from it.",
      severity: "error",
      from: { path: IN_A_SUBGRAPH, pathNot: "/(subgraph|main)\\.ts$" },
      to: {
        path: "^subgraphs/[^/]+/port\\.ts$",
        pathNot: "^subgraphs/$1/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "subgraphs-know-no-gateway",
      severity: "error",
      from: { path: "^subgraphs/" },
      to: { path: "^(gateway|schema)/" },
    },
    {
      name: "kernel-knows-no-subgraph",
      severity: "error",
      from: { path: "^subgraphs/kernel/" },
      to: { path: IN_A_SUBGRAPH },
    },
    {
      name: "gateway-knows-accounts-port",
      comment:
        "The gateway asks the account subgraph for keys and ended sessions; everything else goes through the graph.",
      severity: "error",
      from: { path: "^gateway/", pathNot: "^gateway/start\\.ts$" },
      to: { path: IN_A_SUBGRAPH, pathNot: "^subgraphs/account/port\\.ts$" },
    },
    {
      name: "browsers-run-what-is-for-browsers",
      severity: "error",
      from: { path: "^gateway/pages/browser/" },
      to: { pathNot: "^(gateway/pages/browser|sdk)/" },
    },
    {
      name: "embedded-start-knows-wirings",
      severity: "error",
      from: { path: "^gateway/start\\.ts$" },
      to: { path: IN_A_SUBGRAPH, pathNot: "/(subgraph|port)\\.ts$" },
    },
    {
      name: "nouns-and-verbs-touch-no-driver",
      comment:
        "A noun, a verb, a letter is plain TypeScript: what needs a driver belongs into .model.ts or .resolver.ts.",
      severity: "error",
      from: { path: IN_A_SUBGRAPH, pathNot: SHELL },
      to: { path: `(^|/)node_modules/(@types/)?(${DRIVERS})/` },
    },
    {
      name: "nouns-and-verbs-know-no-shell",
      comment: "The shell knows the core, never the other way round; a type may be imported.",
      severity: "error",
      from: { path: IN_A_SUBGRAPH, pathNot: SHELL },
      to: { path: `${IN_A_SUBGRAPH}.*${SHELL}`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "sdk-stands-alone",
      comment:
        "It runs in browsers, React Native and Node: nothing of the project, nothing of Node, no package but graphql-ws.",
      severity: "error",
      from: { path: "^sdk/" },
      to: { pathNot: ["^sdk/", "(^|/)node_modules/graphql-ws/"] },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { pathNot: "^test/" },
      to: { path: "^test/" },
    },
    {
      name: "production-needs-no-dev-dependency",
      severity: "error",
      from: { path: "^(subgraphs|gateway)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/@types/" },
    },
    {
      name: "no-cycles",
      comment: "A cycle of types alone is none at run time.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Sees `import type` too, and tells it apart.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".mjs", ".js", ".json"],
    },
    skipAnalysisNotInRules: true,
  },
};
