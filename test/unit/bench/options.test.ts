import { describe, expect, it, vi } from "vitest";
import { parseOptions, UsageError } from "../../../bench/options.ts";

describe("the command line", () => {
  it("without words is everything, as the bars are defined", () => {
    expect(parseOptions([])).toEqual({
      cases: [
        "write",
        "single",
        "hot",
        "redeem",
        "push",
        "read",
        "programme",
        "identity",
        "records",
        "webhooks",
        "mapping",
        "stream",
        "deliveries",
        "console",
      ],
      flat: null,
      jsonFile: null,
      seconds: 12,
      customers: 100_000,
      batches: [1, 20, 500],
      writers: 2,
      door: "receiver",
    });
  });

  it("takes cases in any order and runs them in ours", () => {
    expect(parseOptions(["hot", "write"]).cases).toEqual(["write", "hot"]);
  });

  it("takes batch sizes, time and file", () => {
    const options = parseOptions(["write", "--batch", "20,500", "--seconds", "3", "--json", "x"]);
    expect(options).toMatchObject({ batches: [20, 500], seconds: 3, jsonFile: "x" });
  });

  it.each([
    ["reads"],
    ["--seconds", "0"],
    ["--seconds", "1e3"],
    ["--batch", "501"],
    ["--batch", "20,"],
    ["--door", "window"],
    ["--customers", "10"],
    ["--unknown"],
  ])("refuses %s %s", (...args) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
  });

  it("asked for help, prints how to call it and fails with nothing", () => {
    const log = vi.spyOn(console, "log").mockReturnValue();
    const { exitCode } = process;
    expect(() => parseOptions(["write", "--help"])).toThrow(UsageError);
    new UsageError().tell();
    expect(log.mock.calls.flat().join()).toMatch(/write\|single\|hot.*--seconds N/s);
    expect(process.exitCode).toBe(exitCode);
    log.mockRestore();
  });

  it("says what can be measured when it is asked for something else", () => {
    expect(() => parseOptions(["reads"])).toThrow(/"reads" .* write, single, hot, .* or all\./);
  });
});
