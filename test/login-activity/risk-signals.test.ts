import { LANGUAGES } from "../../subgraphs/kernel/language.ts";
import { riskReasons } from "../../subgraphs/kernel/risk-reasons.ts";
import { type Place, PRIVATE_PLACE, UNKNOWN_PLACE } from "../../subgraphs/login-activity/place.ts";
import { type Attempt, type Past, RISK_RULES, risksOf } from "../../subgraphs/login-activity/risks.ts";
import { world } from "../world.ts";

const IN_A_DATA_CENTRE = "8.8.8.8";
const FROM_AFAR = ["NEW_DEVICE", "NEW_COUNTRY", "NEW_PROVIDER", "IMPOSSIBLE_TRAVEL"] as const;

const NOON = Date.UTC(2030, 0, 1, 12);
const hoursAfterNoon = (hours: number) => new Date(NOON + hours * 3_600_000);

const stockholm: Place = {
  city: "Stockholm",
  region: "Stockholm",
  countryCode: "SE",
  provider: "Telia",
  network: "UNKNOWN",
  latitude: 59.3293,
  longitude: 18.0686,
};
const uppsala: Place = { ...stockholm, city: "Uppsala", latitude: 59.8586, longitude: 17.6389 };
const lisbon: Place = {
  ...stockholm,
  city: "Lisbon",
  countryCode: "PT",
  provider: "MEO",
  latitude: 38.7223,
  longitude: -9.1393,
};

/** Ada signs in from her phone in Stockholm, where she signed in at noon. */
const adas: Attempt = { at: hoursAfterNoon(1), place: stockholm, installationId: "phone", isOldApp: false };
const habits: Past = {
  knownInstallations: new Set(["phone"]),
  knownCountries: new Set(["SE"]),
  knownProviders: new Set(["Telia"]),
  last: { at: hoursAfterNoon(0), place: stockholm },
  recentFailures: 0,
};
const nothing: Past = {
  ...habits,
  knownInstallations: new Set(),
  knownCountries: new Set(),
  knownProviders: new Set(),
  last: null,
};
const signals = (attempt: Partial<Attempt>, past: Partial<Past> = {}) =>
  risksOf({ ...adas, ...attempt }, { ...habits, ...past });

describe("a sign-in as ever", () => {
  it("raises nothing", () => expect(signals({})).toEqual([]));
  it("raises nothing the first time an account is used at all", () => expect(risksOf(adas, nothing)).toEqual([]));
});

describe("a sign-in from something new", () => {
  it("tells a new device", () => expect(signals({ installationId: "laptop" })).toEqual(["NEW_DEVICE"]));
  it("tells a new device also when every known one was forgotten", () =>
    expect(signals({}, { knownInstallations: new Set() })).toEqual(["NEW_DEVICE"]));
  it("tells a new provider in the same country", () =>
    expect(signals({ place: { ...stockholm, provider: "Tele2" } })).toEqual(["NEW_PROVIDER"]));
  it("tells a new country", () =>
    expect(signals({ at: hoursAfterNoon(9), place: lisbon })).toEqual(["NEW_COUNTRY", "NEW_PROVIDER"]));
  it.each([
    ["unknown", UNKNOWN_PLACE],
    ["private", PRIVATE_PLACE],
  ])("takes an %s place for no news", (_word, place) => expect(signals({ place })).toEqual([]));
});

describe("travel between two sign-ins", () => {
  const travel = (hours: number, from: Place, to: Place) =>
    signals({ at: hoursAfterNoon(hours), place: to }, { last: { at: hoursAfterNoon(0), place: from } }).includes(
      "IMPOSSIBLE_TRAVEL",
    );

  it("is impossible from Stockholm to Lisbon in three hours", () => expect(travel(3, stockholm, lisbon)).toBe(true));
  it("is possible in four", () => expect(travel(4, stockholm, lisbon)).toBe(false));
  it("is impossible in no time, whichever row came first", () => {
    expect(travel(0, stockholm, lisbon)).toBe(true);
    expect(travel(-1, stockholm, lisbon)).toBe(true);
  });
  it("is never impossible to the next town, 64 km off", () => expect(travel(0.01, stockholm, uppsala)).toBe(false));
  it("is never impossible by phone, whose place is its operator's exit", () => {
    expect(travel(1, { ...stockholm, network: "CELLULAR" }, lisbon)).toBe(false);
    expect(travel(1, stockholm, { ...lisbon, network: "CELLULAR" })).toBe(false);
  });
  it.each([UNKNOWN_PLACE, PRIVATE_PLACE])("is never impossible from or to a place that nobody knows", (nowhere) => {
    expect(travel(1, nowhere, lisbon)).toBe(false);
    expect(travel(1, stockholm, nowhere)).toBe(false);
  });
});

describe("the rest of the signals", () => {
  it("tells five failures in the hour, not four", () => {
    expect(signals({}, { recentFailures: 4 })).toEqual([]);
    expect(signals({}, { recentFailures: 5 })).toEqual(["MANY_FAILURES"]);
  });
  it("tells them on a first sign-in too", () =>
    expect(risksOf(adas, { ...nothing, recentFailures: 9 })).toEqual(["MANY_FAILURES"]));
  it("tells an app too old for two-step verification", () => expect(signals({ isOldApp: true })).toEqual(["OLD_APP"]));
  it("tells a data centre", () =>
    expect(signals({ place: { ...stockholm, network: "HOSTING" } })).toEqual(["HOSTING_NETWORK"]));
});

describe("the table of rules", () => {
  it("has each signal once, with a sentence for the person", () => {
    const all = RISK_RULES.map(({ signal }) => signal);
    expect(new Set(all).size).toBe(7);
    for (const language of LANGUAGES)
      for (const reason of riskReasons(all, language)) expect(reason).toMatch(/^\p{L}.*[.。]$/u);
  });
});

describe("what is unusual, in words for the person", () => {
  it("stands beside the request on a trusted device, and in the activity, in the language that is asked for", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    await phone.watchesRequests();
    await ada.on("laptop", { ip: "2a02:908:1234::9" }).isAsked();
    const risks = FROM_AFAR;
    const inSwedish = { headers: { "accept-language": "sv" } };

    const asked = await phone.reads(`{ pendingVerificationRequests { risks riskReasons } }`, {}, inSwedish);
    expect(asked.pendingVerificationRequests).toEqual([{ risks, riskReasons: riskReasons(risks, "sv") }]);
    const { me } = await phone.reads(
      `{ me { loginActivity(first: 1) { edges { node { kind risks riskReasons } } } } }`,
    );
    expect(me.loginActivity.edges[0].node).toEqual({
      kind: "VERIFICATION_REQUESTED",
      risks,
      riskReasons: riskReasons(risks, "en"),
    });
  });

  it("tells of many failures, and of a data centre", async () => {
    const { ada } = await world();
    const phone = await ada.trusts("phone");
    await phone.watchesRequests();
    const script = ada.on("a script", { ip: IN_A_DATA_CENTRE });
    for (let nth = 1; nth <= 5; nth += 1) await script.signsIn({ password: "wrong on purpose 1" });
    await script.isAsked();
    const risks = [...FROM_AFAR, "MANY_FAILURES", "HOSTING_NETWORK"] as const;

    const asked = await phone.reads(`{ pendingVerificationRequests { risks riskReasons } }`);
    expect(asked.pendingVerificationRequests).toEqual([{ risks, riskReasons: riskReasons(risks, "en") }]);
    const [row] = await phone.rows("VERIFICATION_REQUESTED");
    expect(row?.risks).toEqual(risks);
    expect((await phone.rows("SIGN_IN_FAILED")).map(({ risks: ofRow }) => ofRow.includes("MANY_FAILURES"))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
