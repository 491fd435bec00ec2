import { z } from "zod";
import type { TracingSettings } from "./openTracing.ts";

/** Of the requests that nobody else traces, the share that is. */
const TRACED_SHARE = 0.01;

const address = (example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      `must be an http(s) URL such as ${example}`,
    );

/** What of OpenTelemetry's variables is ours to read; the exporter reads those of its own. */
export const TRACING_VARIABLES = {
  OTEL_EXPORTER_OTLP_ENDPOINT: address("http://127.0.0.1:4318").optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address("http://127.0.0.1:4318/v1/traces").optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal("http/json", "must be http/json, which every collector takes at port 4318, or unset")
    .optional(),
  OTEL_SERVICE_NAME: z.string().default("tributary"),
  OTEL_SDK_DISABLED: z.enum(["true", "false"], "must be true or false").default("false"),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, "must be the share of requests that is traced, from 0 to 1")
    .default(String(TRACED_SHARE))
    .transform(Number),
};

const variables = z.object(TRACING_VARIABLES);

/** Null unless an address is set: off, as OpenTelemetry has its variables. */
export function tracingOf(given: z.infer<typeof variables>): TracingSettings | null {
  const base = given.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, "");
  const url =
    given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ??
    (base === undefined ? undefined : `${base}/v1/traces`);
  if (url === undefined || given.OTEL_SDK_DISABLED === "true") {
    return null;
  }
  return { url, serviceName: given.OTEL_SERVICE_NAME, ratio: given.OTEL_TRACES_SAMPLER_ARG };
}
