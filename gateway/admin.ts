import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readConfig, type Config } from "../subgraphs/kernel/config.ts";
import { openKernel } from "../subgraphs/kernel/kernel.ts";
import { parseEmail } from "../subgraphs/kernel/email.ts";
import { createCloser } from "../subgraphs/kernel/process.ts";
import { ROLES, type Role } from "../subgraphs/kernel/vocabulary.ts";
import { examine } from "./doctor/doctor.ts";
import { afterRestore } from "./after-restore.ts";
import { openPorts, rebuildReports } from "../subgraphs/wiring.ts";

const USAGE = `Usage: npm run admin -- COMMAND
  grant ROLE ADDRESS    gives an account the role analyst, support or admin
  revoke ROLE ADDRESS   takes it away
  rotate-keys           publishes a new signing key; the old one verifies until its last token ends
  doctor                looks at all that this deployment stands on, and says what to mend
  after-restore         voids what was handed out before a backup was restored: run it before the servers start again
  rebuild-reports       makes the roll-ups of reports anew from the rows that are kept`;

/** MONGO_URL, else the embedded MongoDB of a server that runs on this DATA_DIR. */
const mongoUrlOf = async ({ mongoUrl, dataDir }: Config): Promise<string> => {
  if (mongoUrl) return mongoUrl;
  try {
    return (JSON.parse(await readFile(join(dataDir, "mongod.json"), "utf8")) as { url: string }).url;
  } catch {
    throw new Error(`No server runs on ${dataDir}. Start it, or set MONGO_URL or DATA_DIR.`);
  }
};

const roleOf = (word: string | undefined): Role => {
  const role = ROLES.find((it) => it === word?.toUpperCase() && it !== "USER");
  if (!role) throw new Error(`There is no role ${word ?? "(none)"}.\n${USAGE}`);
  return role;
};

const emailOf = (word: string | undefined): string => {
  const email = parseEmail(word ?? "");
  if (!email) throw new Error(`${word ?? "(nothing)"} is not a mail address.\n${USAGE}`);
  return email;
};

const run = async ([command, ...words]: string[]): Promise<string> => {
  if (!["grant", "revoke", "rotate-keys", "doctor", "after-restore", "rebuild-reports"].includes(command ?? ""))
    throw new Error(USAGE);
  const config = readConfig();
  const closer = createCloser();
  try {
    const kernel = await openKernel(config, await mongoUrlOf(config));
    closer.opened(() => kernel.close());
    const ports = await openPorts(kernel);
    closer.opened(() => ports.close());
    if (command === "rotate-keys") {
      await ports.tokens.rotateKeys();
      return "A new key is published, and signs in two minutes; the old one verifies until its last token ends.";
    }
    if (command === "doctor") {
      const { isWell, report } = await examine({ config, kernel }, ports.tokens);
      if (!isWell) throw new Error(report);
      return report;
    }
    if (command === "after-restore") return await afterRestore(kernel, ports);
    if (command === "rebuild-reports") {
      await kernel.mongo.prepare();
      const { rows, days } = await rebuildReports(kernel);
      return `Counted ${rows} rows of ${days} days anew.`;
    }
    const [role, email] = [roleOf(words[0]), emailOf(words[1])];
    const isHeld = command === "grant";
    const { accountId, hasChanged } = await kernel.mongo.transact(async () => {
      const change = await ports.account.setRole(email, role, isHeld);
      if (change.hasChanged)
        await ports.activity.record(
          { kind: "ROLE_CHANGED", accountId: change.accountId, staffRole: "ADMIN" },
          {},
          kernel.time.now(),
        );
      return change;
    });
    if (accountId === null) throw new Error(`No account has the address ${email}.`);
    return `${email} ${isHeld ? "is" : "is not"} ${role}${hasChanged ? " now" : " already"}.`;
  } finally {
    await closer.closeAll();
  }
};

try {
  console.log(await run(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
