import { z } from "zod";
import { codeOf } from "../../setup/fields.ts";

const URL_LENGTH_MAX = 500;
const HEADER_BYTES_MAX = 64;
const CLIENT_LENGTH_MAX = 200;
const SCOPE_LENGTH_MAX = 1_000;

/** An address of somebody else's, without a user, a query and a fragment. */
const address = z
  .url({ protocol: /^https?$/ })
  .max(URL_LENGTH_MAX, `at most ${URL_LENGTH_MAX} characters`)
  .refine(
    (text) => /^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/i.test(text),
    "must be a host and a path alone",
  );

const clientCredentials = z
  .strictObject({
    by: z.literal("client_credentials"),
    tokenUrl: address.describe("The token endpoint, by HTTPS."),
    clientId: z.string().min(1).max(CLIENT_LENGTH_MAX).describe("Who we are there."),
    scope: z
      .string()
      .min(1)
      .max(SCOPE_LENGTH_MAX)
      .optional()
      .describe("What the token is to allow, with spaces between; absent: what is usual there."),
    audience: z
      .string()
      .min(1)
      .max(URL_LENGTH_MAX)
      .optional()
      .describe("Whom the token is for, where the endpoint asks for that."),
    show: z
      .enum(["basic", "post"])
      .default("basic")
      .describe("Where the client's secret stands: in a header (client_secret_basic) or the form."),
  })
  .describe("OAuth 2 client credentials: the secret is the client's, which a token is asked with.");

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
  clientCredentials,
]);

type Auth = z.infer<typeof auth>;
export type ClientCredentials = Extract<Auth, { readonly by: "client_credentials" }>;

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
      baseUrl: address.describe("Below this address everything is asked for, by HTTPS."),
      auth: auth
        .default(usual)
        .describe("How the secret is shown (`tributary secrets add --for fetch`)."),
    })
    .describe("Where what messages only name is fetched from.");
}
