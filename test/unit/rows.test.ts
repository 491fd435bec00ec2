import { expectTypeOf, test } from "vitest";
import type {
  Filled,
  OrNull,
  RowOf,
  SentRowOf,
  SqlTypesOf,
  StoredRowOf,
  TableName,
} from "../../db/schema/rows.ts";
import { insertInto, updateBy } from "../../db/statements/rowSet.ts";
import type { BasisJson } from "../../src/domain/tier/basisCodec.ts";
import type { LocalDate } from "../../src/domain/time/instant.ts";

/**
 * All of this is for the compiler: `npm run check` compiles the tests. What the driver gives:
 * test/integration/rows.test.ts.
 */

test("a row has the values that the driver gives, by the fields' names or by the columns'", () => {
  expectTypeOf<
    RowOf<"customer", "rootId" | "tier" | "tierSince" | "tierBasis" | "rulesetVersion">
  >().toEqualTypeOf<{
    readonly rootId: bigint;
    readonly tier: string | null;
    readonly tierSince: string | null;
    readonly tierBasis: BasisJson | null;
    readonly rulesetVersion: number | null;
  }>();
  expectTypeOf<
    StoredRowOf<"account", "leaf_id" | "drawn" | "bucket_days" | "bucket_minor">
  >().toEqualTypeOf<{
    readonly leaf_id: bigint | null;
    readonly drawn: boolean;
    readonly bucket_days: readonly LocalDate[];
    readonly bucket_minor: readonly bigint[];
  }>();
  expectTypeOf<
    StoredRowOf<"events", "outcome" | "field" | "body_hash" | "intake_on" | "hash_version">
  >().toEqualTypeOf<{
    readonly outcome: "APPLIED" | "HELD" | "REJECTED";
    readonly field: readonly string[] | null;
    readonly body_hash: Buffer;
    readonly intake_on: LocalDate;
    readonly hash_version: number;
  }>();
});

test("a row that is sent has bytes as text", () => {
  expectTypeOf<SentRowOf<"events", "body_hash" | "field" | "leaf_id">>().toEqualTypeOf<{
    readonly body_hash: string;
    readonly field: readonly string[] | null;
    readonly leaf_id: bigint | null;
  }>();
});

test("what a statement knows of its columns", () => {
  type Profile = RowOf<"customer_profile", "name" | "version">;
  expectTypeOf<Filled<Profile, "name">["name"]>().toEqualTypeOf<string>();
  expectTypeOf<Filled<Profile, "name">["version"]>().toEqualTypeOf<number>();
  expectTypeOf<OrNull<Profile>["version"]>().toEqualTypeOf<number | null>();
});

test("a name that no table, field or column has is refused", () => {
  expectTypeOf<"unlinked_return">().toExtend<TableName>();
  expectTypeOf<"unlinkedReturn">().not.toExtend<TableName>();
  // @ts-expect-error the field is `rootId`
  expectTypeOf<RowOf<"customer", "root_id">>();
  // @ts-expect-error the column is `root_id`
  expectTypeOf<StoredRowOf<"customer", "rootId">>();
});

test("the columns of a row set are those of its table, and of its types", () => {
  expectTypeOf<
    SqlTypesOf<
      "entry",
      "id" | "effective_day" | "lots" | "ruleset_version" | "points" | "kind" | "recorded_at"
    >
  >().toEqualTypeOf<{
    readonly id: "bigint";
    readonly effective_day: "date";
    readonly lots: "jsonb";
    readonly ruleset_version: "int";
    readonly points: "bigint";
    readonly kind: "text";
    readonly recorded_at: "timestamptz" | "text";
  }>();
  expectTypeOf<
    SqlTypesOf<"orders", "public_id" | "flags" | "identifier_ids" | "test" | "source_id">
  >().toEqualTypeOf<{
    readonly public_id: "uuid";
    readonly flags: "text[]";
    readonly identifier_ids: "bigint[]";
    readonly test: "boolean";
    readonly source_id: "smallint";
  }>();
  // @ts-expect-error there is no such table
  insertInto("lots", { id: "bigint" });
  // @ts-expect-error there is no such column
  insertInto("lot", { id: "bigint", left: "bigint" });
  // @ts-expect-error it is of another type
  updateBy("lot", ["id"], { id: "bigint", remaining: "int" });
  // @ts-expect-error the key is no column of the set
  updateBy("lot", ["account_id"], { id: "bigint", remaining: "bigint" });
});

test("the rows of a row set have the values of its columns", () => {
  const insert = insertInto("lot", { id: "bigint", expires_at: "timestamptz" });
  type Sent = Parameters<typeof insert>[1][number];
  expectTypeOf<Sent>().toEqualTypeOf<{
    readonly id: bigint;
    readonly expires_at: string | null;
  }>();
});
