import type { Sql } from "../../../db/connection/client.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import { bridgeOfDay, type DayBridge } from "../../../src/days/bridge.ts";
import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { ensureProgramme, registerSource } from "../../../src/programme/ensureProgramme.ts";
import { generateLife } from "../../oracle/generate.ts";
import { type Setting, SOURCES } from "../../oracle/programmes.ts";
import { Chance } from "../../oracle/random.ts";
import { cloneTemplateDatabase } from "../database.ts";
import { startReceiver, viewerOf } from "../receiver.ts";

/** Random lives under the rules of a setting, as the oracle is told them; a database of its own. */
export async function liveUnder(setting: Setting, seed: number, lives: number) {
  const database = await cloneTemplateDatabase();
  await ensureProgramme(database.sql, {
    version: 1,
    ...setting.rules,
  } as unknown as RulesetDocument);
  for (const [code, { channel }] of Object.entries(SOURCES)) {
    await registerSource(database.sql, {
      ...{ code, name: code, defaultChannel: channel, autoEnrol: code !== "till" },
      ...{ identifierRank: ["loyalty"], createKinds: ["loyalty"], trustedKinds: ["loyalty"] },
    });
  }
  const chance = new Chance(seed);
  const until = BigInt(Date.now() - 60_000) * 1000n;
  const gateway = await startReceiver(database.url);
  for (let life = 0; life < lives; life += 1) {
    const { events } = generateLife(chance, setting, `L${life}`, until);
    const told = setting.mode === "BACKFILL" ? events : chance.shuffled(events);
    await gateway.send(told, { mode: setting.mode, viewer: viewerOf("admin") });
  }
  await gateway.close();
  return database;
}

/** Every day of every source on which something was placed, from a day on. */
export async function bridgeAll(sql: Sql, since = "1900-01-01"): Promise<readonly DayBridge[]> {
  const catalog = await Catalog.load(sql);
  const { timeZone } = catalog.tables.rulesets[0]?.ruleset.programme ?? { timeZone: "UTC" };
  const days = await sql<{ source: string; day: LocalDate }[]>`
    select distinct s.code as source, (o.placed_at at time zone ${timeZone})::date::text as day
      from orders o join source s on s.id = o.source_id
     where o.placed_at >= ${since}::text::timestamptz
     union
    select distinct s.code, (e.occurred_at at time zone ${timeZone})::date::text
      from events e join source s on s.id = e.source_id where e.outcome = 'HELD' and e.occurred_at >= ${since}::text::timestamptz
     order by 1, 2`;
  const bridges: DayBridge[] = [];
  for (const { source, day } of days) {
    const row = catalog.source(source);
    if (row !== undefined) {
      const of = { source: row, businessDate: day, timeZone };
      const rulesetAt = (instant: Parameters<Catalog["rulesetAt"]>[0]) =>
        catalog.rulesetAt(instant);
      bridges.push(...(await bridgeOfDay({ db: sql, rulesetAt }, of)));
    }
  }
  return bridges;
}

/** What does not add up, for a test that expects nothing. */
export function faultsOf(bridges: readonly DayBridge[]) {
  return bridges.flatMap((bridge) => {
    const { businessDate, source, currency, unexplainedMinor, points, findings } = bridge;
    return unexplainedMinor === 0n && points.shown === points.booked && findings.length === 0
      ? []
      : [{ businessDate, source, currency, unexplainedMinor, points, findings }];
  });
}
