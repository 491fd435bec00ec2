import { expect, test } from "vitest";
import { Batching, type BatchTerms } from "../../../src/deliveries/batching.ts";
import type { Message } from "../../../src/deliveries/message.ts";
import type { Answer } from "../../../src/domain/delivery/answer.ts";

const TAKEN: Answer = { kind: "DELIVERED", status: 200, text: "" };

const of = (knownBy: string, id = knownBy) => ({
  ...{ message: { id, knownBy } as Message, mayStill: () => true },
});

/** Terms whose requests are written down, and answered when they are let go. */
function written(more: Partial<BatchTerms> = {}) {
  const requests: string[][] = [];
  const gate = Promise.withResolvers<void>();
  const terms: BatchTerms = {
    ...{ size: 3, requestsMax: 1, likeness: "", ...more },
    send: async (together) => {
      requests.push(together.map(({ message }) => message.id));
      await gate.promise;
      return together.map(() => TAKEN);
    },
  };
  return { requests, terms, letGo: () => gate.resolve() };
}

test("a full batch goes at once, what follows when there is room, and each is answered", async () => {
  const batching = new Batching();
  const { requests, terms, letGo } = written();
  const answers = ["a", "b", "c", "d"].map((name) => batching.add(of(name), terms));
  expect(requests).toEqual([["a", "b", "c"]]);
  letGo();
  expect(await Promise.all(answers)).toEqual([TAKEN, TAKEN, TAKEN, TAKEN]);
  expect(requests).toEqual([["a", "b", "c"], ["d"]]);
});

test("two whom the receiver knows by the same never go together, and keep their order", async () => {
  const batching = new Batching();
  const { requests, terms, letGo } = written({ size: 4 });
  letGo();
  const given = [of("a", "1"), of("a", "2"), of("a", "3"), of("b", "4")];
  await Promise.all(given.map((one) => batching.add(one, terms)));
  expect(requests).toEqual([["1", "4"], ["2"], ["3"]]);
});

test("what is told otherwise since does not go together with what was before", async () => {
  const batching = new Batching();
  const before = written({ likeness: "before" });
  const since = written({ likeness: "since" });
  before.letGo();
  since.letGo();
  await Promise.all([
    batching.add(of("a"), before.terms),
    batching.add(of("b"), since.terms),
    batching.add(of("c"), before.terms),
  ]);
  expect([before.requests, since.requests]).toEqual([[["a", "c"]], [["b"]]]);
});

test("a request that cannot be made leaves nobody waiting", async () => {
  const batching = new Batching();
  const { terms } = written({ size: 1 });
  const broken = { ...terms, send: () => Promise.reject(new Error("no")) };
  await expect(batching.add(of("a"), broken)).rejects.toThrow("no");
  const whole = written({ size: 1 });
  whole.letGo();
  expect(await batching.add(of("b"), whole.terms)).toEqual(TAKEN);
});
