import { codeOf } from "../world/api.ts";
import { deviceOf } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { mailboxOf } from "../world/inbox.ts";
import { newNumber, somewhere } from "../world/proofs.ts";
import { startServer, type Server } from "../world/server.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer({ SMS_PER_COUNTRY: "3" });
}, 60_000);
afterAll(() => server.stop());

/** Somebody whom nothing joins to the others but the country of the numbers. */
const somebody = async (nth: number) => {
  const email = `pump-${nth}@example.com`;
  const owner = { email, password: "horse staple orbit lantern", mailbox: mailboxOf(server.url, email) };
  const options = { ip: somewhere() };
  const phone = deviceOf({ url: server.url, owner, name: "phone", options, opened: () => undefined });
  await phone.joins();
  return (phoneNumber: string) => phone.sends(documents.SET_PHONE, { phoneNumber });
};

describe("the SMS to numbers of one country", () => {
  it("are so many an hour from all accounts and networks together, and those of other countries go on", async () => {
    const people = await Promise.all([1, 2, 3, 4].map(somebody));
    for (const sets of people.slice(0, 3)) expect(codeOf(await sets(newNumber()))).toBeNull();
    const [, , , last] = people;
    expect(codeOf(await last!(newNumber()))).toBe("RATE_LIMITED");
    expect(codeOf(await last!("+46701234567"))).toBeNull();
  });
});
