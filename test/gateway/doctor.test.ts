import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { world } from "../world.ts";
import { runProgram } from "../world/programs.ts";

/** A port at which nobody is. */
const CLOSED = "127.0.0.1:9";

const doctor = async (changes: Record<string, string> = {}) => {
  const { server } = await world();
  return runProgram("gateway/admin.ts", ["doctor"], { ...server.env, ...changes });
};

/** Answers any question about an account with this status. */
const twilioThatSays = async (status: number, body: object) => {
  const twilio = createServer((_request, response) => response.writeHead(status).end(JSON.stringify(body))).listen(0);
  await once(twilio, "listening");
  const url = `http://127.0.0.1:${(twilio.address() as AddressInfo).port}`;
  return { url, close: () => twilio.close() };
};

const ACCOUNT = { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "the token of Twilio", TWILIO_FROM: "+15005550006" };

describe("the doctor", () => {
  it("finds a deployment that is well, and says of what", async () => {
    const twilio = await twilioThatSays(200, { status: "active" });
    const { code, output, errors } = await doctor({ ...ACCOUNT, TWILIO_API_URL: twilio.url });
    twilio.close();

    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    for (const line of [
      /^ok {4}MongoDB {2}replica set rs0, 1 member, a majority write in \d+ ms$/m,
      /^ok {4}clock {4}\d+ ms/m,
      /^ok {4}keys {5}\d published$/m,
      /^ok {4}Twilio {3}the account is active$/m,
      /^ok {4}GeoIP {4}the bundled databases/m,
      /^ok {4}outbox {3}nothing waits$/m,
    ])
      expect(output).toMatch(line);
  });

  it("says what to mend of the ways out, all at once, and tells no password", async () => {
    const twilio = await twilioThatSays(401, { code: 20_003 });
    const { code, errors } = await doctor({
      ...ACCOUNT,
      TWILIO_API_URL: twilio.url,
      SMTP_URL: `smtp://me:the-password-of-mail@${CLOSED}`,
      REDIS_URL: `redis://:the-password-of-redis@${CLOSED}`,
    });
    twilio.close();

    expect(code).toBe(1);
    expect(errors).toMatch(/^MEND {2}SMTP {5}\w+\n {6}Look at SMTP_URL/m);
    expect(errors).toMatch(/^MEND {2}Redis {4}.+\n {6}Look at REDIS_URL/m);
    expect(errors).toMatch(/^MEND {2}Twilio {3}TwilioAnswer\n {6}Look at TWILIO_ACCOUNT_SID/m);
    expect(errors).toMatch(/^ok {4}MongoDB/m);
    expect(errors).not.toMatch(/the.(password|token).of/);
  });

  it.each([
    ["SECRET_KEY", "another root key than that of this deployment, and as long"],
    ["GEOIP_CITY_DB", "no-such.mmdb"],
  ])("names %s where the system can't be opened with it", async (variable, value) => {
    const { code, errors } = await doctor({ [variable]: value });
    expect(code).toBe(1);
    expect(errors).toMatch(new RegExp(`^${variable}`));
  });
});
