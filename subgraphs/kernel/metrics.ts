import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** How it goes, for Prometheus. Numbers and closed lists of words only: nothing of a person, no id, no address. */
export type Metrics = {
  /** Of this name, how often and how long, by these labels. */
  observe(measure: Measure, labels: Record<string, string>, seconds: number): void;
  /** Read at each scrape. A reading that fails is left out of it. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  page(): Promise<{ type: string; text: string }>;
};

const MEASURES = {
  mutation: {
    name: "countersign_mutation_seconds",
    help: "Mutations by result: the type that was answered, or the code of the error.",
    labelNames: ["field", "result"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  },
  challenge: {
    name: "countersign_challenge_seconds",
    help: "Challenges by purpose, method and outcome, from the request to the answer.",
    labelNames: ["purpose", "method", "outcome"],
    buckets: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800],
  },
} as const;
export type Measure = keyof typeof MEASURES;

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const histograms = new Map(
    Object.entries(MEASURES).map(([key, it]) => {
      const settings = { ...it, labelNames: [...it.labelNames], buckets: [...it.buckets], registers: [registry] };
      return [key, new Histogram(settings)] as const;
    }),
  );
  return {
    observe: (measure, labels, seconds) => histograms.get(measure)?.observe(labels, seconds),
    gauge: (name, help, read) => {
      new Gauge({
        ...{ name, help, registers: [registry] },
        async collect() {
          try {
            this.set(await read());
          } catch {
            this.remove();
          }
        },
      });
    },
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
};
