import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

/** Who asks: each person from a network of their own. */
export type Asker = { address: string; accessToken?: string | null };

export const headersOf = ({ address, accessToken }: Asker): Record<string, string> => ({
  "content-type": "application/json",
  "x-forwarded-for": address,
  ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
});

const agent = new Agent({ keepAlive: true });

/** Asks once and answers the data; throws when there is any error. */
export const ask = async <T>(url: string, asker: Asker, query: string, variables: object = {}): Promise<T> => {
  const body = JSON.stringify({ query, variables });
  const headers = { ...headersOf(asker), "content-length": Buffer.byteLength(body) };
  const answer = await new Promise<string>((resolve, reject) => {
    request(url, { method: "POST", agent, headers }, (response) => {
      text(response).then(resolve, reject);
    })
      .on("error", reject)
      .end(body);
  });
  const { data, errors } = JSON.parse(answer) as { data?: T; errors?: unknown };
  if (!data || errors) throw new Error(`${query.slice(0, 60)} … answered ${answer.slice(0, 500)}`);
  return data;
};
