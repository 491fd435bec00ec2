import { z } from "zod";
import { codeOf } from "../../setup/fields.ts";

const HEADER_BYTES_MAX = 64;
const PREFIX_LENGTH_MAX = 32;

/** How a sender that has no way of its own proves who it is. */
export const proof = z
  .discriminatedUnion("by", [
    z.strictObject({ by: z.literal("bearer") }).describe("The secret itself, as a bearer token."),
    z
      .strictObject({ by: z.literal("basic") })
      .describe("A name and a password: the secret is `name:password`."),
    z
      .strictObject({
        by: z.literal("header"),
        header: codeOf(HEADER_BYTES_MAX).describe("Header that holds the secret itself."),
      })
      .describe("The secret itself, in a header of its own."),
    z
      .strictObject({
        by: z.literal("hmac"),
        header: codeOf(HEADER_BYTES_MAX)
          .default("x-signature")
          .describe("Header that holds the signature."),
        encoding: z.enum(["hex", "base64"]).default("hex").describe("How it is written."),
        prefix: z
          .string()
          .max(PREFIX_LENGTH_MAX, `at most ${PREFIX_LENGTH_MAX} characters`)
          .default("")
          .describe("What stands before it, such as `sha256=`."),
      })
      .describe("HMAC-SHA256 of the body."),
    z
      .strictObject({ by: z.literal("standard_webhooks") })
      .describe("Signed with its time, as Standard Webhooks 1.0 says."),
  ])
  .default({ by: "bearer" })
  .describe("How the sender proves who it is.");

export type Proof = z.infer<typeof proof>;
