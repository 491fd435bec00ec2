import { z } from "zod";
import { codeOf } from "../../setup/fields.ts";
import { commonSettings } from "./common.ts";
import { from } from "./from.ts";
import { proof } from "./proof.ts";

/** Bytes of a mapping's name. */
export const MAPPING_NAME_BYTES_MAX = 64;
/** As a mapping is called where it is saved, and in the settings that name it. */
export const mappingName = codeOf(MAPPING_NAME_BYTES_MAX);
const HEADER_LENGTH_MAX = 64;

/** Bodies that a saved mapping reads. */
export const mapped = z
  .strictObject({
    connector: z.literal("mapped"),
    ...commonSettings,
    from,
    mapping: mappingName.describe("Name of the mapping; its newest version reads."),
    proof,
    keyHeader: z
      .string()
      .regex(/^[a-z0-9-]+$/, "must be the name of a header, in lower case")
      .max(HEADER_LENGTH_MAX)
      .nullable()
      .default(null)
      .describe("The header that has a message's own id. None: the same body is a repetition."),
  })
  .describe("Bodies in JSON, CSV, XML or fixed columns, read by a mapping of yours.");
