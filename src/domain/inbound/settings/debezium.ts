import { z } from "zod";
import { commonSettings } from "./common.ts";
import { from } from "./from.ts";
import { mappingName } from "./mapped.ts";
import { proof } from "./proof.ts";

const TABLES_MAX = 500;
const TABLE_LENGTH_MAX = 200;

/** Changes of a database's rows, as Debezium tells them. */
export const debezium = z
  .strictObject({
    connector: z.literal("debezium"),
    ...commonSettings,
    from,
    proof,
    tables: z
      .record(z.string().min(1).max(TABLE_LENGTH_MAX), mappingName)
      .refine((tables) => Object.keys(tables).length <= TABLES_MAX, `at most ${TABLES_MAX} tables`)
      .describe("The mapping that reads a table, by `schema.table`; others are passed over."),
  })
  .describe("Changes of a database's rows, as Debezium tells them.");
