import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type AuthSettings, ConfigError } from "../../config.ts";
import { isRole, ROLES, type Role } from "../../domain/access/viewer.ts";
import { readYaml } from "../../platform/yamlFile.ts";
import { parseClaimPath } from "./claimPath.ts";
import { CLAIMS_DEFAULT, type ClaimPaths } from "./claims.ts";
import { CUSTOMER_ISSUER } from "./customerTokens.ts";
import { ALGORITHMS, remoteKeys, type TokenPolicy } from "./tokens.ts";

/** Providers of one installation, and names of their roles. */
const PROVIDERS_MAX = 20;
const ROLE_NAMES_MAX = 500;
const TEXT_LENGTH_MAX = 2_048;

const text = z.string().min(1).max(TEXT_LENGTH_MAX);
const oneOrMore = z
  .union(
    [text.transform((one) => [one]), z.array(text).min(1).max(10)],
    "a text, or a list of them",
  )
  .readonly();

const CLAIM_RULE =
  "a claim, such as role, realm_access.roles, https://shop.example/roles or /a/name.with.dots";
const claimPath = text.transform((name, context) => {
  const path = parseClaimPath(name);
  if (path === null) {
    context.addIssue({ code: "custom", message: CLAIM_RULE });
    return z.NEVER;
  }
  return path;
});

const ourRole = z
  .string()
  .refine((name): name is Role => isRole(name), `one of ${Object.keys(ROLES).join(", ")}`);

const provider = z.strictObject({
  issuer: oneOrMore,
  jwksUrl: z.url({ protocol: /^https?$/, error: "the http(s) URL of the key set" }),
  audience: oneOrMore,
  /** Before its subjects, with a colon. */
  prefix: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, "at most 32 of a-z, 0-9 and -, a letter first")
    .refine((word) => word !== "key" && word !== "customer", "not key or customer: these are ours")
    .optional(),
  algorithms: z
    .array(z.enum(ALGORITHMS, `of ${ALGORITHMS.join(", ")}`))
    .min(1)
    .optional(),
  claims: z
    .strictObject({
      role: claimPath.optional(),
      subject: claimPath.optional(),
      customerId: claimPath.optional(),
      store: claimPath.optional(),
      sources: claimPath.optional(),
    })
    .default({}),
  roles: z
    .array(z.strictObject({ theirs: text, ours: ourRole }))
    .min(1)
    .max(ROLE_NAMES_MAX)
    .optional(),
});
type Provider = z.output<typeof provider>;

const providersFile = z.strictObject({
  providers: z.array(provider).min(1).max(PROVIDERS_MAX),
});

/**
 * The policies of the identity providers that the configuration names, in its order.
 *
 * @param keysCooldownMs between two fetches of one provider's keys, for tests
 * @throws ConfigError with each fault's line and field
 */
export async function openProviders(
  auth: AuthSettings,
  { keysCooldownMs }: { readonly keysCooldownMs?: number } = {},
): Promise<readonly TokenPolicy[]> {
  if ("providersFile" in auth) {
    return policiesOf(await readProviders(auth.providersFile));
  }
  const { jwksUrl, issuer, audience, roleClaim, roles } = auth;
  const role = parseClaimPath(roleClaim ?? CLAIMS_DEFAULT.role.name);
  if (role === null) {
    throw new ConfigError(`AUTH_ROLE_CLAIM must be ${CLAIM_RULE}; it is "${roleClaim}".`);
  }
  if (issuer === CUSTOMER_ISSUER) {
    throw new ConfigError(`AUTH_ISSUER must not be ${CUSTOMER_ISSUER}: ${OWN_ISSUER}.`);
  }
  const policy = {
    ...{ keys: remoteKeys(jwksUrl, keysCooldownMs), issuer, audience },
    claims: { ...CLAIMS_DEFAULT, role },
    ...(roles === undefined ? {} : { roleNames: roles }),
  };
  return [policy];
}

const OWN_ISSUER = "it is the issuer of the tokens that this server makes for customers";

async function readProviders(path: string): Promise<readonly Provider[]> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The identity providers of AUTH_PROVIDERS cannot be read: ${why}`);
  }
  const read = readYaml(content, providersFile, faultsBetween);
  if (read.ok) {
    return read.value.providers;
  }
  const list = read.faults.map((fault) => `  - ${path}:${fault}`).join("\n");
  throw new ConfigError(`The identity providers are not usable:\n${list}`);
}

/** What is wrong between the providers: with that, one could speak for another. */
function faultsBetween({ providers }: z.output<typeof providersFile>) {
  const faults: { path: (string | number)[]; message: string }[] = [];
  const issuers = new Set<string>();
  const prefixes = new Set<string>();
  for (const [at, { issuer, prefix, roles }] of providers.entries()) {
    for (const name of issuer) {
      if (name === CUSTOMER_ISSUER || issuers.has(name)) {
        const message = name === CUSTOMER_ISSUER ? OWN_ISSUER : "each issuer once";
        faults.push({ path: ["providers", at, "issuer"], message });
      }
      issuers.add(name);
    }
    if (prefixes.has(prefix ?? "")) {
      const message =
        "each provider but one needs a prefix of its own: else two people could have one subject";
      faults.push({ path: ["providers", at, "prefix"], message });
    }
    prefixes.add(prefix ?? "");
    const theirs = new Set<string>();
    for (const [index, one] of (roles ?? []).entries()) {
      if (theirs.has(one.theirs)) {
        const message = "each of their roles once";
        faults.push({ path: ["providers", at, "roles", index, "theirs"], message });
      }
      theirs.add(one.theirs);
    }
  }
  return faults;
}

function policiesOf(providers: readonly Provider[]): readonly TokenPolicy[] {
  const prefixOf = ({ prefix }: Provider) => (prefix === undefined ? null : `${prefix}:`);
  const foreignPrefixes = providers.map(prefixOf).filter((prefix) => prefix !== null);
  return providers.map((one): TokenPolicy => {
    const prefix = prefixOf(one);
    return {
      ...{ keys: remoteKeys(one.jwksUrl), issuer: one.issuer, audience: one.audience },
      ...(one.algorithms === undefined ? {} : { algorithms: one.algorithms }),
      claims: claimsOf(one.claims),
      ...(one.roles === undefined ? {} : { roleNames: one.roles }),
      ...(prefix === null ? { foreignPrefixes } : { addsPrefix: prefix }),
    };
  });
}

/** Whoever says where sources stand relies on them: without, a token sends none. */
function claimsOf(said: Provider["claims"]): ClaimPaths {
  return {
    role: said.role ?? CLAIMS_DEFAULT.role,
    subject: said.subject ?? CLAIMS_DEFAULT.subject,
    customerId: said.customerId ?? CLAIMS_DEFAULT.customerId,
    store: said.store ?? CLAIMS_DEFAULT.store,
    sources: said.sources ?? CLAIMS_DEFAULT.sources,
    needsSources: said.sources !== undefined,
  };
}
