import { expect, test } from "vitest";
import { parseRecord } from "../../../src/domain/identity/records/parseRecord.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";

const TODAY = "2026-11-30" as LocalDate;
const read = (raw: object, trusted: readonly string[] = ["email", "phone"]) =>
  parseRecord({ key: "k", ...raw }, TODAY, trusted);

test("what a source has proven is kept as identifiers are spelled, of kinds that it is trusted with", () => {
  const raw = { email: " Ada@Example.ORG", emailVerified: true, phone: "+44 7700 900123" };
  const said = { email: " Ada@Example.ORG", phone: "+44 7700 900123" };
  expect(read({ ...raw, phoneVerified: true })).toMatchObject({
    fields: { ...said, verifiedEmail: "ada@example.org", verifiedPhone: "+447700900123" },
  });
  expect(read({ ...raw, phoneVerified: true }, ["phone"])).toEqual({
    ...{ ok: true, key: "k", fields: { ...said, verifiedPhone: "+447700900123" } },
  });
  expect(read(raw, [])).toEqual({ ok: true, key: "k", fields: said });
});

test("nothing is proven by default, nor a text that can be no identifier", () => {
  expect(read({ email: "ada@example.org", emailVerified: false })).toMatchObject({
    fields: { email: "ada@example.org" },
  });
  const fields = { email: "none given" };
  expect(read({ ...fields, emailVerified: true })).toEqual({ ok: true, key: "k", fields });
});

test("a proof of nothing, or one that is no flag, is refused with the field at fault", () => {
  expect(read({ name: "Ada", emailVerified: true })).toMatchObject({
    fault: { code: "MISSING", field: ["email"] },
  });
  expect(read({ email: "ada@example.org", emailVerified: "yes" })).toMatchObject({
    fault: { code: "WRONG_TYPE", field: ["emailVerified"] },
  });
});
