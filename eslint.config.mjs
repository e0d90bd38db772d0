import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const clock = "The clock is a need: take `now: Clock`. Only subgraphs/kernel/clock.ts reads it.";
const dice = "Dice are a need: take them, or use the kernel's secrets and ids.";
const environment = "The environment is a need: only subgraphs/kernel/config.ts reads it.";

const READS_CLOCK = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "CallExpression[callee.name='Date']", message: clock },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: clock },
];
const READS_ENVIRONMENT = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: environment },
  { selector: "ImportDeclaration[source.value=/^(node:)?process$/]", message: environment },
];
const ROLLS_DICE = [{ selector: "MemberExpression[object.name='Math'][property.name='random']", message: dice }];
const HAS_NO_NAME = [
  { selector: "ExportDefaultDeclaration", message: "Export by name, so that it has the same one everywhere." },
];

export default defineConfig(
  { ignores: ["coverage/", ".data/", "**/*.cjs", "sdk/operations.ts"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-explicit-any": "error",
      // A default branch would hide the kind that was added later.
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { requireDefaultForNonUnion: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      // `import { type A }` alone would still load the module, because of verbatimModuleSyntax.
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/consistent-type-exports": ["error", { fixMixedExportsWithInlineTypeSpecifier: true }],

      // type-graphql's resolvers and entities are classes, some of them without a member of their own.
      "@typescript-eslint/no-extraneous-class": ["error", { allowWithDecorator: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "string" }, "string"] }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // Ports are closures, made to be taken apart in a verb's needs.
      "@typescript-eslint/unbound-method": "off",
      // A port promises a promise; an implementation in memory has nothing to wait for.
      "@typescript-eslint/require-await": "off",
      // Recurses without end on the types of graphql.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",

      "no-async-promise-executor": "error",
      "no-cond-assign": "error",
      "no-control-regex": "error",
      "no-empty": "error",
      "no-misleading-character-class": "error",
      "no-self-compare": "error",
      "no-unreachable-loop": "error",
      "no-unsafe-finally": "error",
      "no-useless-escape": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "prefer-const": "error",
      "no-param-reassign": "error",
      "max-depth": ["error", 3],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": ["error", ...HAS_NO_NAME, ...ROLLS_DICE, ...READS_CLOCK, ...READS_ENVIRONMENT],
    },
  },
  {
    // A store, a wiring or the configuration is one function around a list; each entry of the list is still short.
    files: ["subgraphs/**/*.model.ts", "subgraphs/*/{port,subgraph,config}.ts"],
    rules: { "max-lines-per-function": ["error", { max: 200, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["subgraphs/kernel/clock.ts"],
    rules: { "no-restricted-syntax": ["error", ...HAS_NO_NAME, ...ROLLS_DICE, ...READS_ENVIRONMENT] },
  },
  {
    files: ["subgraphs/kernel/config.ts"],
    rules: { "no-restricted-syntax": ["error", ...HAS_NO_NAME, ...ROLLS_DICE, ...READS_CLOCK] },
  },
  {
    // A client that comes back after a pause may roll for how long; nothing of it is a secret.
    files: ["sdk/**"],
    rules: { "no-restricted-syntax": ["error", ...HAS_NO_NAME, ...READS_CLOCK, ...READS_ENVIRONMENT] },
  },
  {
    files: ["subgraphs/**", "gateway/**"],
    ignores: ["gateway/{start,main,admin}.ts"],
    rules: { "no-console": "error" },
  },
  {
    files: ["test/**", "bin/**", "schema/**"],
    // Jest takes what goes before and after a whole run by its default export.
    ignores: ["test/global-*.ts"],
    rules: { "no-restricted-syntax": ["error", ...HAS_NO_NAME] },
  },
  { files: ["test/global-*.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["test/**/*.ts"],
    rules: {
      // A test reads answers from outside, and says by `expect` what it thinks of their shape.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "max-lines-per-function": "off",
      "no-restricted-properties": [
        "error",
        { object: "jest", property: "mock", message: "No module mocks: look at the inbox, ask the API." },
        {
          object: "jest",
          property: "unstable_mockModule",
          message: "No module mocks: look at the inbox, ask the API.",
        },
      ],
    },
  },
);
