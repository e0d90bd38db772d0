import { readConfig } from "../subgraphs/kernel/config.ts";
import { runProcess } from "../subgraphs/kernel/process.ts";
import { startAll } from "./start-all.ts";

/** `npm start`: everything in one process, beside a MongoDB of its own where none was named. */
void runProcess(async (closer) => {
  const config = readConfig();
  await startAll({ config, closer, say: (line) => console.log(line) });
  const { publicUrl, production } = config;
  const lines = [
    ...(production ? [] : [`home     ${publicUrl}/`]),
    `graphql  ${publicUrl}/graphql`,
    `sockets  ${publicUrl.replace(/^http/, "ws")}/graphql`,
    `pages    ${publicUrl}/forgot-password`,
    ...(production ? [] : [`inbox    ${publicUrl}/inbox`]),
    `health   ${publicUrl}/healthz`,
    `ready    ${publicUrl}/readyz`,
    `metrics  ${publicUrl}/metrics`,
    `keys     ${publicUrl}/.well-known/jwks.json`,
    "ready",
  ];
  console.log(lines.join("\n"));
});
