import { expect, it } from "vitest";
import { statementOf, WRITTEN_TABLES } from "../../../bench/cases/yardstick.ts";

const rule = (table: string, kind: "insert" | "update" | "upsert", key: string) => ({
  table,
  kind,
  key,
  join: "",
});
const id = { name: "id", type: "bigint", isArray: false };

it("is one statement, with a parameter per column and arrays of arrays sent as text", () => {
  const statement = statementOf([
    {
      rule: rule("orders", "insert", "id"),
      columns: [id, { name: "flags", type: "text[]", isArray: true }],
    },
    { rule: rule("due", "upsert", "id"), columns: [id, { ...id, name: "at" }] },
    { rule: rule("account", "update", "id"), columns: [id, { ...id, name: "active" }] },
  ]);
  expect(statement).toBe(
    [
      'with w0 as (insert into orders ("id", "flags") select r."id", r."flags"::text[] from unnest($1::text::bigint[], $2::text::text[]) as r("id", "flags")),',
      'w1 as (insert into due ("id", "at") select r."id", r."at" from unnest($3::text::bigint[], $4::text::bigint[]) as r("id", "at") on conflict (id) do update set "at" = excluded."at"),',
      'w2 as (update account t set "active" = r."active" from unnest($5::text::bigint[], $6::text::bigint[]) as r("id", "active") where t.id = r.id)',
      "select 1",
    ].join("\n"),
  );
});

it("writes every table once: in one statement a second write to a row would not be seen", () => {
  expect(new Set(WRITTEN_TABLES).size).toBe(WRITTEN_TABLES.length);
});
