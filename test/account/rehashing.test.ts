import { hash } from "@node-rs/argon2";
import { Mongoose } from "mongoose";

import { PASSWORD, world } from "../world.ts";
import { the } from "../world/results.ts";

/** Weaker than today's, as they may have been years ago. */
const OLD = { algorithm: 2 as const, memoryCost: 8_192, timeCost: 1, parallelism: 1 };

describe("a password that was hashed with other parameters", () => {
  it("opens the account, and is hashed with today's as it does", async () => {
    const { ada, server } = await world();
    const phone = await ada.joinsOn("phone");
    const connection = await new Mongoose().createConnection(server.env.MONGO_URL ?? "").asPromise();
    try {
      const accounts = connection.collection<{ email: string; passwordHash: string }>("accounts");
      await accounts.updateOne({ email: ada.email }, { $set: { passwordHash: await hash(PASSWORD, OLD) } });
      the("SignedIn", await phone.signsIn());

      const { passwordHash } = (await accounts.findOne({ email: ada.email })) ?? {};
      expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      the("SignedIn", await phone.signsIn());
      expect(await phone.signsIn({ password: "not the password" })).toMatchObject({ kind: "InvalidCredentials" });
    } finally {
      await connection.close();
    }
  });
});
