import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { countUse } from "../../../db/connection/poolUse.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { Figures, type FiguresDeps } from "../../../src/operations/watch/figures.ts";
import { Directory } from "../../../src/programme/directory.ts";
import { ensureProgramme } from "../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { pause, until } from "../../support/faults.ts";
import { systemClock } from "../../support/server.ts";

let database: TestDatabase;
let directory: Directory;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await ensureProgramme(database.sql);
  directory = new Directory(await Catalog.load(database.sql));
});
afterAll(() => database.drop());

const isThere = async () => new Map([["database", true]]);

function figuresOf(deps: Partial<FiguresDeps> = {}) {
  const failed: string[] = [];
  const figures = new Figures({
    sql: database.sql,
    directory,
    now: systemClock,
    readiness: isThere,
    onFailure: (figure) => failed.push(figure),
    ...deps,
  });
  return { figures, failed };
}

describe("figures for scrapers", () => {
  test("are read once for all who ask within their age, one statement after the other", async () => {
    const { sql, use } = countUse(connect(database.url, { max: 1 }));
    let readings = 0;
    let atOnce = 0;
    const readiness = async () => {
      readings += 1;
      return await isThere();
    };
    const watching = setInterval(() => {
      atOnce = Math.max(atOnce, use().open);
    }, 0);
    const { figures } = figuresOf({ sql, readiness });
    const told = await Promise.all([figures.current(), figures.current(), figures.current()]);
    clearInterval(watching);
    expect(new Set(told).size).toBe(1);
    expect(await figures.current()).toBe(told[0]);
    expect(readings).toBe(1);
    expect(atOnce).toBeLessThan(2);
    await sql.end();
  });

  test("keep no scraper waiting for a database that hangs, and are not asked for twice", async () => {
    const held = await pause(database.url, (tx) => tx`lock table events in access exclusive mode`);
    let readings = 0;
    const { figures } = figuresOf({
      waitMs: 20,
      readiness: async () => {
        readings += 1;
        return await isThere();
      },
    });
    for (let times = 0; times < 3; times += 1) {
      expect((await figures.current()).held).toBeNull();
    }
    expect(readings).toBe(1);
    await held.commit();
    await until("the reading ends", async () => (await figures.current()).held !== null);
    expect(readings).toBe(1);
  });

  test("of a database that is away are that it is away", async () => {
    const { figures, failed } = figuresOf({
      readiness: async () => new Map([["database", false]]),
    });
    const told = await figures.current();
    expect(told.ready?.get("database")).toBe(false);
    expect([told.held, told.outbox, told.sources, told.hops]).toEqual([null, null, null, null]);
    expect(failed).toEqual([]);
  });
});

describe("what a pool has to do", () => {
  test("is every statement, transaction and reservation under way, however it ends", async () => {
    const { sql, use } = countUse(connect(database.url, { max: 2 }));
    const held = await pause(database.url, (tx) => tx`select pg_advisory_xact_lock(5)`);
    const wait = () => sql`select pg_advisory_xact_lock_shared(5)`;
    const asked = [wait().then(), sql.begin((tx) => tx`select pg_advisory_xact_lock_shared(5)`)];
    const fragment = sql`select 1`;
    await until("both wait", () => use().open === 2);
    const third = sql.unsafe("select 1").then();
    expect(use()).toEqual({ max: 2, open: 3 });
    await held.commit();
    await Promise.all([...asked, third]);
    expect(use().open).toBe(0);
    await sql`select * from (${fragment}) as one`;
    await expect(sql`select 1/0`).rejects.toThrow("division by zero");
    const failing = sql.begin(() => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(use().open).toBe(0);
    const reserved = await sql.reserve();
    expect(use().open).toBe(1);
    await reserved`select 1`;
    reserved.release();
    expect(use().open).toBe(0);
    await sql.end();
  });
});
