import { createConnection } from "mongoose";

import type { Person } from "../world.ts";
import type { Device } from "./device.ts";
import { runProgram } from "./programs.ts";
import { the } from "./results.ts";
import type { Server } from "./server.ts";

/** Runs `npm run admin` beside the server. */
export const admin = ({ env }: Server, ...words: string[]) => runProgram("gateway/admin.ts", words, env);

/**
 * Makes an analyst of somebody, who signs in on a trusted phone: a role works after two steps only. The role is put into the
 * database: how it is given is told elsewhere, and a program takes long to start.
 */
export const analyst = async ({ env }: Server, person: Person): Promise<Device> => {
  const phone = await person.trusts("phone");
  const connection = await createConnection(env.MONGO_URL ?? "").asPromise();
  const { modifiedCount } = await connection
    .collection("accounts")
    .updateOne({ email: person.email }, { $addToSet: { roles: "ANALYST" } });
  await connection.close();
  if (modifiedCount !== 1) throw new Error(`${person.email} has no account`);
  the("SignedIn", await phone.signsIn());
  return phone;
};
