import type { Provider } from "./geo/provider.ts";
import type { NetworkKind } from "../kernel/vocabulary.ts";

type Guess = { kind: NetworkKind; asns: readonly number[]; starts: readonly string[]; words: readonly string[] };

/**
 * A heuristic, and a modest one: a provider's name tells the network only where the provider runs one kind. Most of the large
 * ones (Deutsche Telekom, Telia, Orange, Vodafone, China Mobile, T-Mobile's Austrian and Czech companies) serve homes and phones
 * from the same ranges: those stay UNKNOWN. Being wrong costs little: CELLULAR spares a person the travel rule, HOSTING adds a
 * hint. Numbers are of autonomous systems whose name does not say it; words are looked for whole, capitals or not.
 */
const GUESSES: readonly Guess[] = [
  {
    kind: "FIXED",
    // Bahnhof.
    asns: [8473],
    starts: [
      "google fiber",
      "comcast cable",
      "charter communications",
      "cox communications",
      "cablevision systems",
      "mediacom communications",
      "frontier communications of america",
      "centurylink communications",
      "cable one",
      "windstream communications",
      "virgin media limited",
      "community fibre",
      "sk broadband",
    ],
    words: [],
  },
  {
    kind: "CELLULAR",
    // Verizon Wireless (both), AT&T Mobility, Reliance Jio, NTT Docomo, SK Telecom, Three UK (both).
    asns: [6167, 22394, 20057, 55836, 9605, 9644, 206067, 60339],
    starts: ["t-mobile usa", "t-mobile polska", "mobile communication company of iran", "boost mobile"],
    words: ["cellular", "advanced wireless network"],
  },
  {
    kind: "HOSTING",
    // IONOS, Unified Layer, Alibaba in China.
    asns: [8560, 46606, 37963],
    starts: [
      "google",
      "amazon.com",
      "amazon data services",
      "amazon technologies",
      "microsoft corporation",
      "microsoft limited",
      "oracle corporation",
      "alibaba",
      "shenzhen tencent",
      "tencent cloud",
      "cloudflare",
      "akamai",
      "fastly",
      "digitalocean",
      "hetzner",
      "ovh",
      "scaleway",
      "leaseweb",
      "contabo",
      "the constant company",
      "m247",
      "datacamp",
      "clouvider",
      "netcup",
      "incapsula",
      "cdnetworks",
    ],
    words: ["hosting", "webhosting", "datacenter", "datacentre", "data center", "data centre", "cloud", "vps", "vpn"],
  },
];

/** Words only: "Amazon.com, Inc." is " amazon com inc ", so that a word is found with its spaces. */
const spaced = (text: string) =>
  ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;

const SPACED_GUESSES = GUESSES.map((guess) => ({
  ...guess,
  starts: guess.starts.map(spaced),
  words: guess.words.map(spaced),
}));

/** The first guess that fits: a fibre company is asked before the cloud of the same name. */
export const networkKindOf = ({ asn, name }: Provider): NetworkKind => {
  const said = spaced(name);
  const guess = SPACED_GUESSES.find(
    ({ asns, starts, words }) =>
      asns.includes(asn) || starts.some((start) => said.startsWith(start)) || words.some((word) => said.includes(word)),
  );
  return guess?.kind ?? "UNKNOWN";
};
