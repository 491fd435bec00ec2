import { describe, expect, test } from "vitest";
import { localTimeOf } from "../../../src/inbound/files/localTime.ts";

describe("localTimeOf", () => {
  test.each([
    ["2010-12-01 08:26:00", "2010-12-01T08:26:00+00:00"],
    ["2011-06-01 12:05", "2011-06-01T12:05:00+01:00"],
    ["2011-06-01T12:05:00.000", "2011-06-01T12:05:00+01:00"],
    // The clock went from 01:00 to 02:00, and in October from 02:00 back to 01:00.
    ["2011-03-27 01:30:00", "2011-03-27T02:30:00+01:00"],
    ["2011-10-30 01:30:00", "2011-10-30T01:30:00+01:00"],
  ])("%s in London is %s", (text, instant) => {
    expect(localTimeOf(text, "Europe/London")).toBe(instant);
  });

  test.each(["2011-02-29 10:00:00", "2011-06-01 24:00:00", "02/03/2011 10:00", "", "yesterday"])(
    "%s is no time: a guess would be silent",
    (text) => {
      expect(localTimeOf(text, "Europe/London")).toBeNull();
    },
  );
});
