import type { Config } from "../../subgraphs/kernel/config.ts";
import type { Kernel } from "../../subgraphs/kernel/kernel.ts";

/** What a look at one part of a deployment found; `advice`: what to do, null where all is well. */
export type Finding = { found: string; advice: string | null };

export type Patient = { config: Config; kernel: Kernel };

/** One part that is looked at. Null where it is not configured and need not be. What it throws is a finding too. */
export type Check = {
  what: string;
  look(patient: Patient): Promise<Finding | null>;
  /** What to do where it can't even be looked at. */
  otherwise: string;
};

export const well = (found: string): Finding => ({ found, advice: null });
