import autocannon from "autocannon";

/** One request to send; `onAnswer` may take something from its answer. */
export type Sent = { headers: Record<string, string>; body: string; onAnswer?: (body: string) => void };

type Load = { url: string; connections: number; next: () => Sent } & ({ seconds: number } | { amount: number });

/** Keeps so many requests open for a time, or until so many are answered; how many were answered a second. */
export const load = async ({ url, connections, next, ...until }: Load): Promise<number> => {
  const failed: string[] = [];
  let answered = 0;
  const startedAt = performance.now();
  // autocannon itself counts in whole seconds, and ends on one.
  let answeredAt = startedAt;
  const result = await autocannon({
    url,
    connections,
    ...("seconds" in until ? { duration: until.seconds } : { amount: until.amount }),
    method: "POST",
    requests: [
      {
        setupRequest: (request, context) => {
          const { headers, body, onAnswer } = next();
          Object.assign(context, { onAnswer });
          return { ...request, headers, body };
        },
        onResponse: (status, body, context) => {
          answered += 1;
          answeredAt = performance.now();
          if (status !== 200 || body.includes('"errors"')) failed.push(`${status} ${body.slice(0, 500)}`);
          (context as Pick<Sent, "onAnswer">).onAnswer?.(body);
        },
      },
    ],
  });
  if (failed.length > 0) throw new Error(`${failed.length} answers were no success: ${String(failed[0])}`);
  if (result.errors > 0) throw new Error(`${result.errors} requests got no answer`);
  return answered / ((answeredAt - startedAt) / 1_000);
};
