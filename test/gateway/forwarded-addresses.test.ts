import { readConfig } from "../../subgraphs/kernel/config.ts";
import type { Device } from "../world/device.ts";
import { joinsAt } from "../world/joins-at.ts";
import { the } from "../world/results.ts";
import { startServer, type Server } from "../world/server.ts";
import { openSocket } from "../world/socket.ts";

type Seen = { ipAddress: string; location: { countryCode: string | null; network: string } };

/** Here, as the server sees the test itself. */
const HERE = { ipAddress: "127.0.0.1", location: { countryCode: null, network: "PRIVATE" } };
const at = (ipAddress: string, countryCode: string, network = "UNKNOWN") => ({
  ipAddress,
  location: { countryCode, network },
});
const SWEDEN = at("81.224.0.1", "SE");
const AMERICA = at("98.207.1.1", "US", "FIXED");
const GERMANY = at("2a02:908:1234:5678::9", "DE");
/** As long a list as a header may be: whoever sends it may write what they like, and whoever forwards it adds one. */
const MANY_HOPS = `${"81.224.0.1, ".repeat(1_000)}98.207.1.1`;

const PHONE = `query ($kind: LoginActivityKind!) { me { loginActivity(first: 1, filter: { kinds: [$kind] }) { edges { node {
  ipAddress location { countryCode network }
} } } } }`;

const seenAt = async (device: Device, kind: string): Promise<Seen> =>
  (await device.reads(PHONE, { kind })).me.loginActivity.edges[0].node as Seen;

describe.each<[string, Record<string, string>, [string, Seen][]]>([
  [
    "nobody in front of it",
    {},
    [
      ["", HERE],
      ["81.224.0.1", HERE],
      ["81.224.0.1, 98.207.1.1", HERE],
      [MANY_HOPS, HERE],
    ],
  ],
  [
    "one proxy in front of it",
    { TRUST_PROXY: "1" },
    [
      ["", HERE],
      ["81.224.0.1", SWEDEN],
      ["81.224.0.1, 98.207.1.1", AMERICA],
      ["127.0.0.1, 10.0.0.1, 98.207.1.1", AMERICA],
      [MANY_HOPS, AMERICA],
      ["::ffff:98.207.1.1", AMERICA],
      ["::ffff:62cf:101", AMERICA],
      ["2A02:0908:1234:5678:0:0:0:9", GERMANY],
      ["10.1.2.3", { ...HERE, ipAddress: "10.1.2.3" }],
      ["nonsense", HERE],
      ["81.224.0.1, nonsense", HERE],
      ["81.224.0.1, 98.207.1.1:443", HERE],
      ["81.224.0.1, 0127.1", HERE],
    ],
  ],
  [
    "two proxies in front of it",
    { TRUST_PROXY: "2" },
    [
      ["98.207.1.1, 10.0.0.7", AMERICA],
      ["81.224.0.1, 98.207.1.1, 10.0.0.7", AMERICA],
      [`${MANY_HOPS}, 10.0.0.7`, AMERICA],
      ["81.224.0.1, ::ffff:98.207.1.1, fd00::7", AMERICA],
      ["81.224.0.1, nonsense, 10.0.0.7", HERE],
      ["98.207.1.1", AMERICA],
    ],
  ],
  [
    "the proxies of two networks in front of it",
    { TRUST_PROXY: "loopback, 10.0.0.0/8" },
    [
      ["98.207.1.1, 10.0.0.7, 10.9.9.9", AMERICA],
      ["81.224.0.1, 98.207.1.1, 10.0.0.7", AMERICA],
      ["10.0.0.7, 98.207.1.1", AMERICA],
      ["81.224.0.1, 192.168.0.1", { ...HERE, ipAddress: "192.168.0.1" }],
      ["81.224.0.1, nonsense", HERE],
    ],
  ],
])("a server with %s", (_who, env, cases) => {
  let server: Server;
  let phone: Device;
  beforeAll(async () => {
    // As the shell of an operator has it: nothing is set but this.
    server = await startServer({ TRUST_PROXY: "", ...env });
    phone = await joinsAt(server);
  }, 60_000);
  afterAll(() => server.stop());

  it.each(cases.map(([claimed, seen]) => [claimed.slice(-50), claimed, seen] as const))(
    "that reads %j in X-Forwarded-For knows where somebody is",
    async (_end, claimed, seen) => {
      the("SignedIn", await phone.signsIn({ from: claimed }));
      expect(await seenAt(phone, "SIGNED_IN")).toEqual(seen);
    },
  );

  it("knows it of a socket as well", async () => {
    const [claimed, seen] = cases[1]!;
    const socket = await openSocket(server.url, { token: phone.kept.accessToken, ip: claimed });
    await socket.watches(`mutation { event: exportMyData { expiresAt } }`).next();
    expect(await seenAt(phone, "DATA_EXPORTED")).toEqual(seen);
    await socket.close();
  });
});

describe("TRUST_PROXY", () => {
  it.each(["yes", "-1", "1.5", "10.0.0.0/33", "0.0.0.0/0", "10.0.0.0/8,"])("can't be %s", (value) => {
    expect(() => readConfig({ TRUST_PROXY: value })).toThrow(/^TRUST_PROXY=.* is neither a number of hops nor/);
  });

  it.each(["1", "2", "10.0.0.0/8", "loopback, 10.0.0.0/8", "2001:db8::/32 127.0.0.1"])("may be %s", (value) => {
    expect(readConfig({ TRUST_PROXY: value })).toMatchObject({ trustProxy: value });
  });
});
