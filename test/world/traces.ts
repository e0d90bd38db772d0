import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

type Attributes = { key: string; value: { stringValue?: string } }[];
type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Attributes;
  status: { code?: number };
};
type Batch = { resourceSpans: { resource: { attributes: Attributes }; scopeSpans: { spans: OtlpSpan[] }[] }[] };

/** A span as it came, and which process it came from. */
export type Span = Omit<OtlpSpan, "attributes"> & { facts: Record<string, string | undefined>; process: string };

export type Traces = { env: Record<string, string>; spans(): Span[]; text(): string; stop(): Promise<void> };

const read = (attributes: Attributes) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));

/** Takes what processes with this environment send by OTLP over HTTP, and answers as a collector does. */
export const collectTraces = async (): Promise<Traces> => {
  const batches: Batch[] = [];
  const server = createServer((request, response) => {
    const take = async () => {
      batches.push((await json(request)) as Batch);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    };
    void take();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_BSP_SCHEDULE_DELAY: "50" },
    spans: () =>
      batches.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ resource, scopeSpans }) => {
          const process = read(resource.attributes)["service.instance.id"] ?? "";
          return scopeSpans.flatMap(({ spans }) =>
            spans.map(({ attributes, ...span }) => ({ ...span, facts: read(attributes), process })),
          );
        }),
      ),
    text: () => JSON.stringify(batches),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
