import { z } from "zod";
import { codeOf } from "../../setup/fields.ts";

const URL_LENGTH_MAX = 500;
const HEADER_BYTES_MAX = 64;

const auth = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("bearer") }).describe("The secret, as a bearer token."),
  z
    .strictObject({ by: z.literal("basic") })
    .describe("A name and a password: the secret is `name:password`."),
  z
    .strictObject({
      by: z.literal("header"),
      header: codeOf(HEADER_BYTES_MAX).describe("Header that holds the secret itself."),
    })
    .describe("The secret, in a header of its own."),
]);

type Auth = z.infer<typeof auth>;

/** Where something is fetched from, and by what it is proved who asks. */
export interface FetchSettings {
  readonly baseUrl: string;
  readonly auth: Auth;
}

/**
 * Where what messages only name is fetched from. Which addresses may be connected to at all is the
 * operator's configuration (FETCH_ALLOW_NETWORKS), never a document's.
 *
 * @param usual how this kind of system is asked
 */
export function fetchSettings(usual: Auth) {
  return z
    .strictObject({
      baseUrl: z
        .url({ protocol: /^https?$/ })
        .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
        .refine(
          (text) => /^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/i.test(text),
          "must be a host and a path alone",
        )
        .describe("Below this address everything is asked for, by HTTPS."),
      auth: auth
        .default(usual)
        .describe("How the secret is shown (`tributary secrets add --for fetch`)."),
    })
    .describe("Where what messages only name is fetched from.");
}
