import type { Person } from "../world.ts";
import type { Device } from "./device.ts";
import { runProgram } from "./programs.ts";
import { the } from "./results.ts";
import type { Server } from "./server.ts";

/** Runs `npm run admin` beside the server. */
export const admin = ({ env }: Server, ...words: string[]) => runProgram("gateway/admin.ts", words, env);

/** Makes an analyst of somebody, who signs in on a trusted phone: a role works after two steps only. */
export const analyst = async (server: Server, person: Person): Promise<Device> => {
  const phone = await person.trusts("phone");
  const { code, errors } = await admin(server, "grant", "analyst", person.email);
  if (code !== 0) throw new Error(errors);
  the("SignedIn", await phone.signsIn());
  return phone;
};
