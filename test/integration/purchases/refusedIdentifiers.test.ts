import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type CommandBench,
  expectSound,
  sale,
  startCommandBench,
} from "../../support/bench/commandBench.ts";

/** Purchases with an identifier that cannot be read. */

let bench: CommandBench;
beforeAll(async () => {
  bench = await startCommandBench();
});
afterAll(() => bench?.close());

const send = async (event: object) => (await bench.gateway.send([event]))[0];
const MAIL = { kind: "email", value: "ada@example.org" };
const PHONE = { kind: "phone", value: "12-34" };
const TOLD = [
  {
    reason: "PHONE_MALFORMED",
    field: ["customer", "1", "value"],
    message: "customer.1.value must be a phone number of 6 to 15 digits",
  },
];

test("are applied by the others, and told of it, also when they are sent again", async () => {
  const event = sale("R-1", [MAIL, PHONE]);
  const first = await send(event);
  expect(first).toMatchObject({ outcome: "APPLIED", reason: null, refusedIdentifiers: TOLD });
  expect(first?.leafId).not.toBeNull();
  expect(await send(event)).toMatchObject({
    ...{ outcome: "APPLIED", duplicate: true, refusedIdentifiers: TOLD },
  });
  expect(await send({ ...event, customer: [MAIL] })).toMatchObject({ outcome: "CONFLICT" });
  const [row] = await bench.database.sql`select fact::text from events where event_id = 'sold-R-1'`;
  expect(row?.["fact"]).not.toContain(PHONE.value);
  expect(JSON.parse(row?.["fact"]).x).toEqual([{ k: "phone", w: "PHONE_MALFORMED" }]);
});

test("are rejected where it is the only one, and come again corrected", async () => {
  const event = sale("R-2", [PHONE]);
  expect(await send(event)).toMatchObject({
    ...{ outcome: "REJECTED", reason: "PHONE_MALFORMED", refusedIdentifiers: [] },
    field: ["customer", "0", "value"],
  });
  const corrected = await send({ ...event, customer: [MAIL] });
  expect(corrected).toMatchObject({ outcome: "APPLIED", duplicate: false });
});

test("are a guest's where set-up says that the text names nobody", async () => {
  const nobody = await send(sale("R-3", [{ kind: "phone", value: "000-0000" }]));
  expect(nobody).toMatchObject({ outcome: "APPLIED", leafId: null });
  expect(nobody?.refusedIdentifiers).toMatchObject([{ reason: "PHONE_MALFORMED" }]);
});

test("keep to the numbers of their source's country, where it has one", async () => {
  await bench.database.sql`update source set region = 'GB' where code = 'shop'`;
  await bench.gateway.catalog.refresh();
  const abroad = await send(sale("R-4", [MAIL, { kind: "phone", value: "020 7946 0018 00" }]));
  expect(abroad).toMatchObject({
    outcome: "APPLIED",
    refusedIdentifiers: [{ reason: "PHONE_NOT_OF_REGION", field: ["customer", "1", "value"] }],
  });
  const desk = await send(sale("R-5", [MAIL, { kind: "phone", value: "020 7946 0018 x12" }]));
  expect(desk).toMatchObject({ outcome: "APPLIED", refusedIdentifiers: [] });
  await expectSound(bench);
});
