import { afterAll, beforeAll, expect, test } from "vitest";
import { WriterConnection } from "../../../src/purchases/receive/writerConnection.ts";
import { collectGarbage } from "../../support/collectGarbage.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { terminateBackends } from "../../support/faults.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
});

afterAll(async () => {
  await database?.drop();
});

test("a writer keeps nothing of a batch once it is done", async () => {
  const connection = await WriterConnection.open(database.sql);
  const run = async (): Promise<WeakRef<object>> => {
    const batch = { body: Buffer.alloc(1_024) };
    const isDone = connection.tx`select 1`.then(() => batch);
    return new WeakRef(await connection.guard(isDone));
  };
  const batches = [];
  for (let count = 0; count < 20; count += 1) {
    batches.push(await run());
  }
  await collectGarbage();
  // The engine may keep the last one in a register.
  expect(batches.slice(0, -1).filter((batch) => batch.deref() !== undefined)).toEqual([]);
  await connection.close();
});

test("a lost connection ends all work that waits for it, and what comes after", async () => {
  const connection = await WriterConnection.open(database.sql);
  const never = [1, 2, 3].map(() => connection.guard(new Promise<void>(() => {})));
  const ended = never.map((work) =>
    expect(work).rejects.toMatchObject({ code: "CONNECTION_CLOSED" }),
  );
  await connection.tx`set application_name = 'lost-writer'`;
  expect(await terminateBackends(database.sql, "lost-writer")).toBe(1);
  await Promise.all(ended);
  const after = connection.guard(connection.tx`select 1`.then(() => {}));
  await expect(after).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await connection.close();
});
