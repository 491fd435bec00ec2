import { trace } from "@opentelemetry/api";
import { BoundedSampler } from "./sampler.ts";

/** Where traces go, and how many. */
export interface TracingSettings {
  /** The whole address, such as http://127.0.0.1:4318/v1/traces. */
  readonly url: string;
  readonly serviceName: string;
  /** Of requests that come without a trace, 0 to 1. */
  readonly ratio: number;
}

/** Spans that wait to be sent; more are dropped: a collector that is away costs nobody anything. */
const QUEUE_SPANS_MAX = 2_048;
const BATCH_SPANS_MAX = 512;
const SEND_EVERY_MS = 2_000;
const SEND_TIMEOUT_MS = 5_000;
/** How long a server that stops waits for its last spans to go, milliseconds. */
const LAST_SPANS_MS = 2_000;

/**
 * Begins to trace. The SDK is loaded here and nowhere else. @returns what ends it
 */
export async function openTracing({ url, serviceName, ratio }: TracingSettings): Promise<{
  flush(): Promise<void>;
  close(): Promise<void>;
}> {
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, resources] =
    await Promise.all([
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
  const { detectResources, resourceAttributesEnvDetector, resourceFromAttributes } = resources;
  const provider = new TracerProvider({
    sampler: new BoundedSampler(ratio),
    resource: detectResources({ detectors: [resourceAttributesEnvDetector] }).merge(
      resourceFromAttributes({ "service.name": serviceName }),
    ),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url, timeoutMillis: SEND_TIMEOUT_MS }),
        maxQueueSize: QUEUE_SPANS_MAX,
        maxExportBatchSize: BATCH_SPANS_MAX,
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_TIMEOUT_MS,
      }),
    ],
  });
  trace.setGlobalTracerProvider(provider);
  return {
    flush: () => provider.forceFlush(),
    close: async () => {
      trace.disable();
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LAST_SPANS_MS);
      });
      // What does not go in time is lost: nobody waits for a collector.
      await Promise.race([provider.shutdown().catch(() => {}), tooLate]);
      clearTimeout(timer);
    },
  };
}
