import { readFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem, type as osType, release } from "node:os";
import { median, type Measured } from "./measured.ts";

const LIBRARIES = [
  "@graphql-hive/gateway-runtime",
  "@graphql-hive/router-runtime",
  "@apollo/server",
  "graphql",
  "type-graphql",
  "mongoose",
  "@node-rs/argon2",
];

const versionOf = async (library: string): Promise<string> => {
  const file = new URL(`../../node_modules/${library}/package.json`, import.meta.url);
  return (JSON.parse(await readFile(file, "utf8")) as { version: string }).version;
};

/** Where and with what it was measured. */
export const machine = async (): Promise<string> => {
  const [cpu] = cpus();
  const versions = await Promise.all(LIBRARIES.map(async (it) => `${it} ${await versionOf(it)}`));
  return [
    `${cpu?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${osType()} ${release()}`,
    `Node ${process.versions.node}; ${versions.join(", ")}`,
  ].join("\n");
};

const digits = (value: number): string => {
  if (value >= 100) return Math.round(value).toLocaleString("en-GB");
  return value.toFixed(value >= 10 ? 1 : 2);
};

const spread = (figures: readonly number[]): string =>
  `${digits(Math.min(...figures))} – ${digits(Math.max(...figures))}`;

const verdictOn = (judged: number, target: Measured["target"], unit: string): [string, boolean | null] => {
  if (!target) return ["", null];
  if ("atLeast" in target) return [`≥ ${digits(target.atLeast)}${unit}`, judged >= target.atLeast];
  return [`≤ ${digits(target.atMost)}${unit}`, judged <= target.atMost];
};

const lineOf = ({ what, rounds, unit, ratios, target }: Measured): string => {
  const judged = median(ratios ?? rounds);
  const ratio = ratios ? `${median(ratios).toFixed(2)} (${spread(ratios)})` : "";
  const [wanted, isMet] = verdictOn(judged, target, ratios ? "" : ` ${unit}`);
  const cells = [
    what,
    `${digits(median(rounds))} ${unit}`,
    spread(rounds),
    ratio,
    wanted,
    isMet === null ? "" : isMet ? "met" : "**missed**",
  ];
  return `| ${cells.join(" | ")} |`;
};

export const table = (lines: readonly Measured[]): string =>
  ["| what | measured (median) | spread | ratio | target | |", "|---|---|---|---|---|---|", ...lines.map(lineOf)].join(
    "\n",
  );
