import fastCheck from "fast-check";
import { expect, test } from "vitest";
import {
  CLEAR_SECONDS,
  type IncidentKey,
  type OpenIncident,
  planIncidents,
} from "../../../src/domain/incident/lifecycle.ts";
import { type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";

const SIGN: IncidentKey = { code: "DEAD_LETTERS", subject: "crm" };
const at = (seconds: number) => (seconds * MICROS_PER_SECOND) as Instant;
const open = (clearSince: Instant | null): OpenIncident => ({ id: 1n, ...SIGN, clearSince });

test("an incident is over once its sign was gone for ten minutes, and not a second before", () => {
  const early = planIncidents([open(at(100))], [], at(100 + CLEAR_SECONDS - 1));
  expect(early).toEqual({ opens: [], goesOn: [], clears: [], resolves: [] });
  const late = planIncidents([open(at(100))], [], at(100 + CLEAR_SECONDS));
  expect(late.resolves).toEqual([open(at(100))]);
});

test("what comes back before it was over goes on, and what was not looked at stays as it is", () => {
  const back = planIncidents([open(at(100))], [SIGN], at(10_000));
  expect(back.goesOn).toEqual([{ incident: open(at(100)), sign: SIGN }]);
  expect([...back.opens, ...back.resolves]).toEqual([]);
  const unseen = planIncidents([open(at(100))], [], at(10_000), new Set(["DEAD_LETTERS"]));
  expect(unseen).toEqual({ opens: [], goesOn: [], clears: [], resolves: [] });
});

test("a sign that is there twice opens one incident", () => {
  expect(planIncidents([], [SIGN, SIGN], at(0)).opens).toEqual([SIGN]);
});

test("whatever signs come and go, none has two open incidents, and none is lost while it is seen", () => {
  const keys = ["a", "b", "c"].map((subject) => ({ code: "SOURCE_SILENT" as const, subject }));
  const looks = fastCheck.array(
    fastCheck.record({
      seen: fastCheck.subarray(keys),
      after: fastCheck.integer({ min: 1, max: CLEAR_SECONDS }),
    }),
    { maxLength: 60 },
  );
  fastCheck.assert(
    fastCheck.property(looks, (all) => {
      let now = 0;
      let ids = 0n;
      let standing: readonly OpenIncident[] = [];
      for (const { seen, after } of all) {
        now += after;
        const plan = planIncidents(standing, seen, at(now));
        const gone = new Set(plan.resolves.map(({ id }) => id));
        standing = [
          ...standing
            .filter(({ id }) => !gone.has(id))
            .map((one) => {
              const isSeen = seen.some(({ subject }) => subject === one.subject);
              return { ...one, clearSince: isSeen ? null : (one.clearSince ?? at(now)) };
            }),
          ...plan.opens.map((sign) => {
            ids += 1n;
            return { id: ids, ...sign, clearSince: null };
          }),
        ];
        const subjects = standing.map(({ subject }) => subject);
        expect(new Set(subjects).size).toBe(subjects.length);
        expect(subjects).toEqual(expect.arrayContaining(seen.map(({ subject }) => subject)));
      }
    }),
  );
});
