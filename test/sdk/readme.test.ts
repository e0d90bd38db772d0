import { readFileSync } from "node:fs";
import ts from "typescript";

const blocks = [...readFileSync("sdk/README.md", "utf8").matchAll(/```ts\n(.*?)```/gs)].map(([, text]) => text!);

/** What an app has of its own, as the README speaks of it. */
const APP = `
import type { Storage } from "./sdk/tokens.ts";
import type { VerificationRequired } from "./sdk/verification.ts";
import type { RequestEvent } from "./sdk/requests.ts";
import type { Step } from "./sdk/verification.ts";
type Request = Extract<RequestEvent, { __typename: "VerificationRequested" }>["request"];
declare const installationId: string, storage: Storage;
declare const email: string, password: string, code: string, typedNumber: string;
declare const showSignIn: (reason: string) => void, show: (what: string | string[]) => void;
declare const welcome: (account: { id: string; email: string }) => void, openStore: (url: string | null) => void;
declare const form: { onCode: (code: string) => void; onNothingCame: () => void; show(step: Step): void };
declare const prompt: { show(request: Request): void; hide(requestId: string): void };
declare const answer: VerificationRequired, request: Request;
`;

const IMPORT = /^import .*?;\n/gms;

/** The first block makes the client; each other is something that an app does with it. */
const program = (): string => {
  const [setUp = "", ...flows] = blocks.map((text) => text.replace(IMPORT, ""));
  const imports = blocks.flatMap((text) => text.match(IMPORT) ?? []);
  const acts = flows.map((text, nth) => `export async function flow${nth + 1}() {\n${text}\n}`);
  return [APP, ...imports, setUp, ...acts].join("\n");
};

/** By the settings of the library itself: on a platform that has no more than it asks for. */
const faultsOf = (text: string): string[] => {
  const { config } = ts.readConfigFile("sdk/tsconfig.json", ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, "sdk");
  const file = `${process.cwd()}/readme-of-sdk.ts`;
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...how) =>
    name === file
      ? ts.createSourceFile(name, text, options.target ?? ts.ScriptTarget.Latest)
      : getSourceFile(name, ...how);
  const { fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  const made = ts.createProgram([file, "sdk/platform.d.ts"], options, host);
  return ts.getPreEmitDiagnostics(made).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
};

describe("the README of the client library", () => {
  it("shows its five flows in code that compiles", () => {
    expect(blocks).toHaveLength(6);
    expect(faultsOf(program())).toEqual([]);
  });
});
