import { z } from "zod";

const HEADER = /^[a-z0-9-]{1,64}$/;
const header = z.string().regex(HEADER, "must be the name of a header, in lower case");
const PREFIX_LENGTH_MAX = 32;

/** How a sender proves itself, where that is a matter of its own set-up. */
export const proofSettings = z
  .discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("bearer") })
      .describe("`Authorization: Bearer` and the secret."),
    z
      .strictObject({ kind: z.literal("basic") })
      .describe("`Authorization: Basic`; the secret is `user:password`."),
    z.strictObject({ kind: z.literal("header"), name: header }).describe("The secret in a header."),
    z
      .strictObject({
        ...{ kind: z.literal("hmac"), name: header },
        encoding: z.enum(["hex", "base64"]).default("hex"),
        prefix: z.string().max(PREFIX_LENGTH_MAX).default(""),
      })
      .describe("HMAC-SHA256 of the body with the secret, in a header."),
    z
      .strictObject({ kind: z.literal("standard_webhooks") })
      .describe("Signed as Standard Webhooks 1.0 says."),
  ])
  .default({ kind: "bearer" })
  .describe("How the sender proves who it is.");

export type ProofSettings = z.output<typeof proofSettings>;
