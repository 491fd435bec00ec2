import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { ConfigError, loadConfig } from "../../../src/config.ts";
import { BoundedSampler } from "../../../src/platform/tracing/sampler.ts";
import { readTraceparent, traceparentOf } from "../../../src/platform/tracing/scope.ts";

const ID = "0af7651916cd43dd8448eb211c80319c";
const PARENT = `00-${ID}-b7ad6b7169203331-01`;

describe("settings of traces", () => {
  test("are off unless an address is set, and go by OpenTelemetry's variables", () => {
    expect(loadConfig({}).tracing).toBeUndefined();
    const OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318/";
    const url = "http://127.0.0.1:4318/v1/traces";
    expect(loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT }).tracing).toEqual({
      ...{ url, serviceName: "tributary", ratio: 0.01 },
    });
    expect(
      loadConfig({
        ...{ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME: "loyalty" },
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://traces.example.com/here",
        OTEL_TRACES_SAMPLER_ARG: "0.5",
      }).tracing,
    ).toEqual({ url: "https://traces.example.com/here", serviceName: "loyalty", ratio: 0.5 });
    expect(
      loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: "true" }).tracing,
    ).toBeUndefined();
  });

  test.each([
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318"],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
    ["OTEL_TRACES_SAMPLER_ARG", "5"],
  ])("that cannot be meant are refused by name: %s", (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => loadConfig({ [name]: value })).toThrow(name);
  });
});

describe("a traceparent", () => {
  test("is read, and written for what is sampled alone", () => {
    const context = readTraceparent(PARENT, true);
    expect(context).toMatchObject({ traceId: ID, isRemote: true, traceFlags: 1 });
    expect(traceparentOf(context)).toBe(PARENT);
    expect(traceparentOf(readTraceparent(PARENT.replace(/01$/, "00"), true))).toBeNull();
    expect(traceparentOf(null)).toBeNull();
  });

  test.each([
    undefined,
    "",
    `01${PARENT.slice(2)}`,
    PARENT.toUpperCase(),
    `${PARENT}-x`,
    `00-${"0".repeat(32)}-b7ad6b7169203331-01`,
    `00-${ID}-${"0".repeat(16)}-01`,
    [PARENT],
  ])("that is malformed is none: %s", (text) => {
    expect(readTraceparent(text, true)).toBeNull();
  });
});

describe("what is sampled", () => {
  const from = (isRemote: boolean, flags = "01") => {
    const parent = readTraceparent(PARENT.replace(/01$/, flags), isRemote);
    return parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  };
  const count = (sampler: BoundedSampler, times: number, context = from(true)) =>
    Array.from({ length: times }, () => sampler.shouldSample(context)).filter(
      ({ decision }) => decision !== 0,
    ).length;

  test("is the ratio of requests that nobody else traces", () => {
    const values = [0.009, 0.011, 0.5, 0];
    const sampler = new BoundedSampler(0.01, { random: () => values.shift() ?? 1 });
    expect(count(sampler, 4, ROOT_CONTEXT)).toBe(2);
  });

  test("is ten a second of what callers ask for, though the ratio is nothing", () => {
    let nowMs = 0;
    const sampler = new BoundedSampler(0, { nowMs: () => nowMs });
    expect(count(sampler, 1_000)).toBe(10);
    nowMs = 500;
    expect(count(sampler, 1_000)).toBe(5);
    nowMs = 3_600_000;
    expect(count(sampler, 1_000)).toBe(10);
  });

  test("is nothing that a caller does not trace, and all that belongs to what we trace", () => {
    const sampler = new BoundedSampler(1);
    expect(count(sampler, 50, from(true, "00"))).toBe(0);
    expect(count(sampler, 50, from(false))).toBe(50);
    expect(count(sampler, 50, from(false, "00"))).toBe(0);
  });
});
