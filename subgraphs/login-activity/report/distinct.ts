/**
 * How many different accounts: their hashes while they are few, so that the count is exact where the privacy floor is decided,
 * and a HyperLogLog of 2 048 registers beyond, whose standard error is 1.04 ÷ √2048 = 2.3 %. Either merges with either, so the
 * count of any grouping is had from the counts of its parts. Two accounts of one hash (1 in 2³²) count as one: never one too many.
 */
export type Distinct = { few: Set<number>; registers: Uint8Array | null };

/** As long as the hashes take no more room than the registers. */
const MOST_EXACT = 512;
export const REGISTERS = 2_048;
const INDEX_BITS = 11;
/** Bits of a hash that are left for its rank. */
const RANK_BITS = 32 - INDEX_BITS;

export const nobody = (): Distinct => ({ few: new Set(), registers: null });

const register = (registers: Uint8Array, hash: number): void => {
  const index = hash >>> RANK_BITS;
  const rest = hash & (2 ** RANK_BITS - 1);
  const rank = Math.clz32(rest) - INDEX_BITS + 1;
  if (rank > (registers[index] ?? 0)) registers[index] = rank;
};

/** Beyond the exact ones: from now on in registers. */
const grow = (distinct: Distinct): Uint8Array => {
  const registers = distinct.registers ?? new Uint8Array(REGISTERS);
  for (const hash of distinct.few) register(registers, hash);
  distinct.few.clear();
  Object.assign(distinct, { registers });
  return registers;
};

export const addHash = (distinct: Distinct, hash: number): void => {
  if (distinct.registers) register(distinct.registers, hash);
  else if (distinct.few.add(hash).size > MOST_EXACT) grow(distinct);
};

/** Adds those who were counted in registers. */
export const addRegisters = (distinct: Distinct, others: Uint8Array): void => {
  const registers = grow(distinct);
  for (let index = 0; index < REGISTERS; index += 1) {
    const rank = others[index] ?? 0;
    if (rank > (registers[index] ?? 0)) registers[index] = rank;
  }
};

export const addAll = (distinct: Distinct, others: Distinct): void => {
  for (const hash of others.few) addHash(distinct, hash);
  if (others.registers) addRegisters(distinct, others.registers);
};

export const countOf = ({ few, registers }: Distinct): number => (registers ? estimate(registers) : few.size);

/** Ertl's estimator ("New cardinality estimation algorithms for HyperLogLog sketches", 2017): no bias between small and large. */
const estimate = (registers: Uint8Array): number => {
  const counts = new Array<number>(RANK_BITS + 2).fill(0);
  for (const rank of registers) counts[rank] = (counts[rank] ?? 0) + 1;
  let z = REGISTERS * tau(1 - (counts[RANK_BITS + 1] ?? 0) / REGISTERS);
  for (let rank = RANK_BITS; rank >= 1; rank -= 1) z = 0.5 * (z + (counts[rank] ?? 0));
  z += REGISTERS * sigma((counts[0] ?? 0) / REGISTERS);
  return Math.round((REGISTERS * REGISTERS) / (2 * Math.LN2 * z));
};

const sigma = (x: number): number => {
  if (x === 1) return Infinity;
  let [power, weight, sum, before] = [x, 1, x, NaN];
  while (sum !== before) {
    power *= power;
    before = sum;
    sum += power * weight;
    weight += weight;
  }
  return sum;
};

const tau = (x: number): number => {
  if (x === 0 || x === 1) return 0;
  let [root, weight, sum, before] = [x, 1, 1 - x, NaN];
  while (sum !== before) {
    root = Math.sqrt(root);
    before = sum;
    weight *= 0.5;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
};
