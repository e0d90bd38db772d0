import ipaddr from "ipaddr.js";

type Value = string | number | Value[] | { [key: string]: Value };
type Bits = 24 | 28 | 32;

const UINT_KEYS = /^(node_count|record_size|ip_version|binary_format_.*|build_epoch|autonomous_system_number)$/;

const head = (type: number, size: number): Buffer => {
  const short = size < 29 ? [size] : [29, size - 29];
  const [first = 0, ...more] = short;
  return Buffer.from(type > 7 ? [first, type - 7, ...more] : [(type << 5) | first, ...more]);
};

const uint = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return Buffer.concat([head(6, 4), bytes]);
};

const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return Buffer.concat([head(3, 8), bytes]);
};

const encode = (value: Value): Buffer => {
  if (typeof value === "string") return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") return double(value);
  if (Array.isArray(value)) return Buffer.concat([head(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value).flatMap(([key, entry]) => [
    encode(key),
    typeof entry === "number" && UINT_KEYS.test(key) ? uint(entry) : encode(entry),
  ]);
  return Buffer.concat([head(7, Object.keys(value).length), ...entries]);
};

const nodeBytes = ([left, right]: readonly [number, number], bits: Bits): Buffer => {
  const hex = (value: number) => value.toString(16).padStart(bits / 4, "0");
  const [one, other] = [hex(left), hex(right)];
  // Of 28 bits, the middle byte holds the high four of the left, then of the right.
  return Buffer.from(
    bits === 28 ? one.slice(1) + one.charAt(0) + other.charAt(0) + other.slice(1) : one + other,
    "hex",
  );
};

/** The bits of a network in an IPv6 tree, where IPv4 lies under ::/96. */
const pathOf = (cidr: string): number[] => {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  const whole = bytes.length === 4 ? [...Array<number>(12).fill(0), ...bytes] : bytes;
  const bits = whole.flatMap((byte) => [...byte.toString(2).padStart(8, "0")].map(Number));
  return bits.slice(0, length + (bytes.length === 4 ? 96 : 0));
};

/** A MaxMind DB file (for IPv4 and IPv6) that holds a few networks; none of them may hold another. */
export const smallMmdb = (networks: Record<string, Value>, bits: Bits): Buffer => {
  const nodes: [number | null, number | null][] = [[null, null]];
  const leaves: { node: number; side: number; at: number }[] = [];
  const records = Object.values(networks).map(encode);
  Object.keys(networks).forEach((cidr, index) => {
    const path = pathOf(cidr);
    let node = 0;
    for (const side of path.slice(0, -1)) node = nodes[node]![side] ??= nodes.push([null, null]) - 1;
    leaves.push({ node, side: path.at(-1)!, at: Buffer.concat(records.slice(0, index)).length });
  });
  // A record past the number of nodes points 16 bytes ahead into the data; equal to it, there is none.
  leaves.forEach(({ node, side, at }) => (nodes[node]![side] = nodes.length + 16 + at));
  const tree = nodes.map(([left, right]) => nodeBytes([left ?? nodes.length, right ?? nodes.length], bits));
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 0,
    database_type: "Small",
    ip_version: 6,
    node_count: nodes.length,
    record_size: bits,
  };
  const marker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
  return Buffer.concat([...tree, Buffer.alloc(16), ...records, marker, encode(metadata)]);
};
