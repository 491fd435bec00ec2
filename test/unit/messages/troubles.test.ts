import { expect, test } from "vitest";
import { Troubles } from "../../../src/messages/streams/troubles.ts";
import type { Logger } from "../../../src/platform/logger.ts";

/** Troubles, and the sentences that they have said. */
function listen() {
  const said: string[] = [];
  const log = {
    warn: ({ problem }: { readonly problem: string }) => said.push(problem),
    info: (_: object, text: string) => said.push(text),
  };
  return { troubles: new Troubles(log as unknown as Logger), said };
}

test("partitions of one stream that fail for reasons of their own, again and again, are told of once for each reason", () => {
  const { troubles, said } = listen();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    troubles.note("till", 0, "refused");
    troubles.note("till", 1, "timed out");
  }
  troubles.note("till", 0, null);
  expect(said).toEqual(["refused", "timed out"]);
  troubles.note("till", 1, null);
  troubles.note("till", 1, "refused");
  expect(said).toEqual(["refused", "timed out", "a stream is read again", "refused"]);
});

test("however many reasons there are, what is said and kept of one trouble has an end", () => {
  const { troubles, said } = listen();
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    troubles.note("till", 0, `attempt ${attempt} failed`);
  }
  expect(said).toHaveLength(10);
});
