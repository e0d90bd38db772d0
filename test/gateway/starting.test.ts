import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { mortalMongod } from "../faults/mortal-mongod.ts";
import { until } from "../world/until.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PASSWORD = "orbit lantern staple horse";
const READY_WITHIN_MS = 40_000;
const ALL_WITHIN_MS = 120_000;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** What `npm start` runs, with nothing set but this. */
const start = (settings: Record<string, string>) => {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["--import", "./bin/typescript.mjs", "gateway/start.ts"], {
    cwd: ROOT,
    env: { PATH, HOME, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  const exited = once(child, "exit").then(([code]) => code as number | null);
  return {
    said,
    exited,
    ready: () => until(() => Promise.resolve(/^ready$/m.test(said.out) || child.exitCode !== null), READY_WITHIN_MS),
    stop: (signal: NodeJS.Signals) => {
      child.kill(signal);
      return exited;
    },
  };
};

const ask = async (port: number, query: string, input: object): Promise<Record<string, unknown>> => {
  const answer = await fetch(`http://localhost:${port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data } = (await answer.json()) as { data: { answer: Record<string, unknown> } };
  return data.answer;
};

const client = {
  appId: "kasa",
  appVersion: "3.1.0",
  device: { installationId: "phone", name: "Ada's phone", model: "Pixel 8", osName: "Android", osVersion: "15" },
};

/** Signs ada up by way of the development inbox. */
const adaJoins = async (port: number, email: string): Promise<unknown> => {
  await ask(port, `mutation ($input: SignUpInput!) { answer: signUp(input: $input) { __typename } }`, {
    ...{ email, password: PASSWORD, client },
  });
  let code: string | undefined;
  await until(async () => {
    const mails = (await (await fetch(`http://localhost:${port}/inbox.json`)).json()) as { text: string }[];
    code = /^\s*(\d{6})$/m.exec(mails.at(-1)?.text ?? "")?.[1];
    return code !== undefined;
  });
  const confirm = `mutation ($input: ConfirmEmailInput!) { answer: confirmEmail(input: $input) { __typename } }`;
  return (await ask(port, confirm, { email, code, client })).__typename;
};

describe("starting everything with nothing set", () => {
  it(
    "prints where each thing is and `ready` last, ends cleanly, and finds its data and keys again",
    async () => {
      const directory = await mkdtemp(join(tmpdir(), "countersign-start-"));
      const port = await freePort();
      const settings = { PORT: String(port), DATA_DIR: directory };
      const signIn = `mutation ($input: SignInInput!) { answer: signIn(input: $input) { __typename } }`;
      const ada = { email: "ada@example.com", password: PASSWORD, client };
      try {
        const first = start(settings);
        await first.ready();
        expect(first.said.out.trim().split("\n").at(-1)).toBe("ready");
        expect(first.said.out).toContain(`http://localhost:${port}/graphql`);
        expect(await adaJoins(port, ada.email)).toBe("SignedIn");
        const keys = await (await fetch(`http://localhost:${port}/.well-known/jwks.json`)).text();
        expect(await first.stop("SIGTERM")).toBe(0);

        const second = start(settings);
        await second.ready();
        expect(await ask(port, signIn, ada)).toEqual({ __typename: "SignedIn" });
        expect(await (await fetch(`http://localhost:${port}/.well-known/jwks.json`)).text()).toBe(keys);

        const other = start({ ...settings, DATA_DIR: join(directory, "other") });
        expect(await other.exited).toBe(1);
        expect(other.said.err.trim()).toBe(
          `Countersign can't start: Port ${port} is taken. Stop what uses it, or set PORT to another.`,
        );
        expect(await second.stop("SIGINT")).toBe(0);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
    ALL_WITHIN_MS,
  );
});

describe("ending", () => {
  it("says so where it was cut off, and does not look like a clean end", async () => {
    const mongod = await mortalMongod();
    try {
      const server = start({ PORT: "0", MONGO_URL: mongod.url, DATA_DIR: join(tmpdir(), "countersign-nowhere") });
      await server.ready();
      await mongod.signal("SIGSTOP");

      expect(await server.stop("SIGTERM")).toBe(1);
      expect(server.said.err.trim()).toMatch(/^Countersign did not end well: .* was cut off\.$/m);
    } finally {
      await mongod.signal("SIGCONT");
      await mongod.stop();
    }
  }, 60_000);
});

describe("starting with what can't work", () => {
  it("says in one line that its MongoDB can't be reached", async () => {
    const mongoUrl = `mongodb://127.0.0.1:${await freePort()}/?replicaSet=rs0`;
    const server = start({ PORT: "0", MONGO_URL: mongoUrl, DATA_DIR: join(tmpdir(), "countersign-nowhere") });

    expect(await server.exited).toBe(1);
    expect(server.said.err.trim()).toMatch(/^Countersign can't start: MongoDB can't be reached: .*MONGO_URL\.$/);
  });

  it("tells every fault of its settings at once", async () => {
    const server = start({ NODE_ENV: "production", PORT: "many", ACCESS_TOKEN_TTL: "soon" });

    expect(await server.exited).toBe(1);
    for (const name of ["PORT", "ACCESS_TOKEN_TTL", "SECRET_KEY", "MONGO_URL", "SMTP_URL", "PUBLIC_URL"])
      expect(server.said.err).toContain(name);
    expect(server.said.out).toBe("");
  });
});
