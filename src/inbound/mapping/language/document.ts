import { z } from "zod";
import { mappingName } from "../../../domain/inbound/settings/mapped.ts";
import { MAKES } from "./shapes.ts";

const ABOUT_LENGTH_MAX = 500;
const COLUMNS_MAX = 500;
const COLUMN_LENGTH_MAX = 128;
const SKIP_MAX = 1_000;
const EVENTS_MAX = 20;
const TABLES_MAX = 50;
const TABLE_ENTRIES_MAX = 5_000;
const WIDTH_MAX = 65_536;

const cel = z.string().min(1, "must be an expression");
const column = z.string().min(1, "must not be empty").max(COLUMN_LENGTH_MAX);
const columns = z
  .array(column)
  .min(1)
  .max(COLUMNS_MAX)
  .refine((names) => new Set(names).size === names.length, "a column is there twice");
const charset = z.enum(["utf-8", "windows-1252", "iso-8859-1", "utf-16"]).default("utf-8");
const group = z
  .strictObject({ by: cel.optional(), begin: cel.optional() })
  .refine(({ by, begin }) => (by === undefined) !== (begin === undefined), "say by, or begin")
  .optional();
const skip = z.int().min(0).max(SKIP_MAX).default(0);

const span = z
  .string()
  .regex(/^[1-9]\d{0,4}-[1-9]\d{0,4}$/, "must be first and last character, such as 1-8")
  .refine((text) => {
    const [from = 0, to = 0] = text.split("-").map(Number);
    return from <= to && to <= WIDTH_MAX;
  }, "ends before it begins, or is too wide");

const input = z.discriminatedUnion("format", [
  z.strictObject({ format: z.literal("json"), charset, records: cel.optional() }),
  z.strictObject({ format: z.literal("ndjson"), charset }),
  z.strictObject({ format: z.literal("xml"), charset, records: cel.optional() }),
  z.strictObject({
    ...{ format: z.literal("csv"), charset, group, skip },
    delimiter: z.string().length(1, "must be one character").default(","),
    quote: z.string().length(1, "must be one character").nullable().default('"'),
    /** Whether the first line names the columns. */
    header: z.boolean().default(true),
    /** The columns in their order; of a file with a header those that it must have. */
    columns: columns.optional(),
  }),
  z.strictObject({
    ...{ format: z.literal("fixed"), charset, group, skip },
    columns: z.record(column, span),
  }),
  z.strictObject({ format: z.literal("debezium") }),
]);

const make = z.strictObject({
  make: z.enum(MAKES),
  when: cel.optional(),
  /** Whether it is history, as in a first load. */
  history: cel.optional(),
  fields: z.record(z.string(), z.unknown()),
});

const entry = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A mapping, as it is written. Fields and expressions are looked at when it is compiled. */
export const mappingDocument = z.strictObject({
  mapping: mappingName,
  about: z.string().max(ABOUT_LENGTH_MAX).optional(),
  input,
  tables: z
    .record(
      z.string().min(1),
      z
        .record(z.string(), entry)
        .refine(
          (table) => Object.keys(table).length <= TABLE_ENTRIES_MAX,
          `at most ${TABLE_ENTRIES_MAX} entries`,
        ),
    )
    .refine((tables) => Object.keys(tables).length <= TABLES_MAX, `at most ${TABLES_MAX} tables`)
    .default({}),
  events: z.array(make).min(1, "makes nothing").max(EVENTS_MAX),
});

export type MappingDocument = z.output<typeof mappingDocument>;
export type MappingInput = MappingDocument["input"];
