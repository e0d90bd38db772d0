import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from "@opentelemetry/api";
import type { Connection } from "mongoose";
import { newId } from "./id.ts";

/** Names of the schema, of collections and of errors, and ids of requests: never what somebody sent. */
export type Facts = Record<string, string>;

/** The extension of a request in which a trace goes on to a subgraph. */
export const TRACE = "countersignTrace";

/** Whose side of a call a span is. */
export type Side = "SERVER" | "CLIENT";

/** Adds what is known at the end; with `error` the span has failed. */
export type Tell = (facts: Facts, error?: string) => void;

/** What an operator sees of where time goes: OpenTelemetry's, or nothing at all. */
export interface Tracing {
  isOn: boolean;
  /** Runs the work as a span of the trace under way, or of a new one. */
  span<T>(name: string, side: Side, work: (tell: Tell) => Promise<T>): Promise<T>;
  /** The trace under way, for another process to go on with (W3C Trace Context); undefined where there is none. */
  carry(): string | undefined;
  /** Goes on with a trace that another process of ours carried here. */
  follow<T>(carried: unknown, work: () => T): T;
  /** The commands of a trace, by name and collection, without what is asked in them. */
  watch(client: ReturnType<Connection["getClient"]>): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

export const noTracing: Tracing = {
  isOn: false,
  span: (_name, _side, work) => work(() => undefined),
  carry: () => undefined,
  follow: (_carried, work) => work(),
  watch: () => undefined,
  close: () => Promise.resolve(),
};

const KINDS = { SERVER: SpanKind.SERVER, CLIENT: SpanKind.CLIENT } as const;
const TRACEPARENT = "traceparent";

const fail = (span: Span, error: string): void => {
  span.setAttribute("error.type", error);
  span.setStatus({ code: SpanStatusCode.ERROR });
};

const tracer = trace.getTracer("countersign");

const span: Tracing["span"] = (name, side, work) =>
  tracer.startActiveSpan(name, { kind: KINDS[side] }, async (it) => {
    try {
      return await work((facts, error) => {
        it.setAttributes(facts);
        if (error) fail(it, error);
      });
    } catch (error) {
      fail(it, error instanceof Error ? error.name : "unknown");
      throw error;
    } finally {
      it.end();
    }
  });

const carry: Tracing["carry"] = () => {
  const carrier: Partial<Record<string, string>> = {};
  propagation.inject(context.active(), carrier);
  return carrier[TRACEPARENT];
};

const follow: Tracing["follow"] = (carried, work) =>
  context.with(propagation.extract(ROOT_CONTEXT, { [TRACEPARENT]: carried }), work);

/** What it reads or writes; of a command that gathers several reads, all of them. */
const collectionsOf = (commandName: string, { [commandName]: of, pipeline }: Record<string, unknown>): string[] => {
  if (typeof of === "string") return [of];
  const stages = Array.isArray(pipeline) ? (pipeline as { $lookup?: { from: string } }[]) : [];
  return [...new Set(stages.flatMap(({ $lookup }) => $lookup?.from ?? []))];
};

const watch: Tracing["watch"] = (client) => {
  const underWay = new Map<number, Span>();
  client.on("commandStarted", ({ requestId, commandName, databaseName, command }) => {
    // What jobs ask for again and again belongs to nobody's request.
    if (!trace.getActiveSpan()) return;
    const collections = collectionsOf(commandName, command);
    const name = [commandName, ...collections].join(" ");
    const attributes = {
      "db.system.name": "mongodb",
      "db.namespace": databaseName,
      "db.operation.name": commandName,
      "db.query.summary": name,
      ...(collections.length === 1 && { "db.collection.name": collections[0] }),
    };
    underWay.set(requestId, tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }));
  });
  const end = (requestId: number, error?: Error): void => {
    const it = underWay.get(requestId);
    if (!it) return;
    underWay.delete(requestId);
    if (error) fail(it, error.name);
    it.end();
  };
  client.on("commandSucceeded", ({ requestId }) => end(requestId));
  client.on("commandFailed", ({ requestId, failure }) => end(requestId, failure));
};

/**
 * Spans leave by OTLP over HTTP, in batches. The address, its headers, the name of the service, the sampling and all else are
 * OpenTelemetry's own variables (OTEL_…), read by its library.
 */
export const startTracing = async (): Promise<Tracing> => {
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, resources] = await Promise.all([
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ "service.name": "countersign", "service.instance.id": newId() }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return { isOn: true, span, carry, follow, watch, close: () => provider.shutdown() };
};
