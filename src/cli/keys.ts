import { randomBytes, randomUUID } from "node:crypto";
import { type Command, Option } from "commander";
import type { Tx } from "../../db/connection/client.ts";
import {
  type ApiKeyRow,
  listApiKeys,
  lockUsableApiKeys,
} from "../../db/queries/access/readApiKeys.ts";
import {
  endApiKeys,
  insertApiKey,
  lockApiKeyNames,
  type NewApiKey,
  revokeApiKey,
} from "../../db/queries/access/writeApiKeys.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { findUnusableSources, isUsableStore } from "../../db/queries/programme/setup.ts";
import {
  ALL_SOURCES,
  KEY_LIFETIME_DAYS_DEFAULT,
  KEY_OVERLAP_S_DEFAULT,
  type KeyLife,
  type KeyWarning,
  keyStateOf,
  keyWarningsOf,
  needsSources,
} from "../domain/access/keyLife.ts";
import type { Role } from "../domain/access/viewer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { createApiKey } from "../server/auth/apiKeys.ts";
import { withDatabase } from "./context.ts";
import { register as registerCustomerToken } from "./keys/customerToken.ts";
import {
  KEY_ROLES,
  parseLifetime,
  parseName,
  parseRole,
  parseSources,
  parseTime,
} from "./keys/options.ts";

interface CreateOptions {
  readonly role: Role;
  readonly sources?: readonly string[];
  readonly store?: string;
  readonly name?: string;
  readonly lifetime: number;
  readonly json?: true;
}

interface RotateOptions {
  readonly overlap: number;
  readonly lifetime: number;
  readonly sources?: readonly string[];
  readonly json?: true;
}

const MS_PER_DAY = 86_400_000;

/** `tributary keys`: credentials of tills and integrations. */
export function register(program: Command): void {
  const keys = program.command("keys").description("API keys of tills and integrations");
  keys
    .command("create")
    .description("make a key; it is shown once and never again")
    .requiredOption("--role <role>", `one of ${KEY_ROLES.join(", ")}`, parseRole)
    .option("--sources <codes>", "sources whose events it may send, or '*' for all", parseSources)
    .option("--store <code>", "store that a till's key is bound to")
    .option(
      "--name <name>",
      "the integration that uses it; in logs, so no person's name",
      parseName,
    )
    .option("--lifetime <days>", "until it ends", parseLifetime, KEY_LIFETIME_DAYS_DEFAULT)
    .option("--json", "print one JSON object")
    .action(create);
  keys
    .command("rotate")
    .description("make a key's successor; the old one goes on for the overlap, then ends")
    .argument("<name>", "the key's name, or its prefix")
    .addOption(
      new Option("--overlap <time>", "such as 24h; 0h ends it at once")
        .argParser(parseTime)
        .default(KEY_OVERLAP_S_DEFAULT, `${KEY_OVERLAP_S_DEFAULT / 3_600}h`),
    )
    .option("--lifetime <days>", "until the new one ends", parseLifetime, KEY_LIFETIME_DAYS_DEFAULT)
    .option("--sources <codes>", "instead of the old one's, or '*' for all", parseSources)
    .option("--json", "print one JSON object")
    .action(rotate);
  keys
    .command("list")
    .description("list every key, without its secret")
    .option("--json", "print one JSON object")
    .action(list);
  keys
    .command("revoke")
    .description("end a key; running servers notice within 10 seconds")
    .argument("<prefix>", "what stands between the underscores, as `keys list` shows it")
    .option("--json", "print one JSON object")
    .action(revoke);
  registerCustomerToken(keys);
}

async function create(options: CreateOptions, command: Command): Promise<void> {
  const { role, sources = [], store = null } = options;
  if (role === "till" && store === null) {
    command.error("error: a till's key needs --store.");
  }
  if (needsSources(role) && sources.length === 0) {
    command.error(sourcesNeeded(role));
  }
  const made = await withDatabase(({ sql }) =>
    sql.begin(async (tx) => {
      await lockApiKeyNames(tx);
      const unknown = await whatIsNotSetUp(tx, { sources, store });
      if (unknown !== null) {
        return { error: unknown };
      }
      if (options.name !== undefined && (await lockUsableApiKeys(tx, options.name)).length > 0) {
        return {
          error: `there is a key named ${options.name}; \`tributary keys rotate ${options.name}\` makes its successor.`,
        };
      }
      return await insertKey(tx, "key.create", options.name, options.lifetime, {
        ...{ role, sources, store },
      });
    }),
  );
  if ("error" in made) {
    command.error(`error: ${made.error}`);
  } else {
    show(made, options);
  }
}

async function rotate(
  nameOrPrefix: string,
  options: RotateOptions,
  command: Command,
): Promise<void> {
  const made = await withDatabase(({ sql }) =>
    sql.begin(async (tx) => {
      await lockApiKeyNames(tx);
      const old = await lockUsableApiKeys(tx, nameOrPrefix);
      const [newest] = old;
      if (newest === undefined) {
        return { error: `no key that works is named ${nameOrPrefix}.` };
      }
      if (old.some((key) => boundsOf(key) !== boundsOf(newest))) {
        return { error: `several different keys are named ${nameOrPrefix}; give a prefix.` };
      }
      const { role, store, name } = newest;
      const sources = options.sources ?? newest.sources;
      if (needsSources(role) && sources.length === 0) {
        return { error: null, role };
      }
      const unknown = await whatIsNotSetUp(tx, { sources: options.sources ?? [], store: null });
      if (unknown !== null) {
        return { error: unknown };
      }
      const bounds = { role, sources, store };
      const key = await insertKey(tx, "key.rotate", name, options.lifetime, bounds);
      const ended = old.map(({ prefix }) => prefix);
      await endApiKeys(tx, ended, options.overlap);
      return { key, ended };
    }),
  );
  if (made.key !== undefined) {
    show({ ...made.key, ended: made.ended }, options);
  } else {
    command.error(made.error === null ? sourcesNeeded(made.role) : `error: ${made.error}`);
  }
}

/** What a key would name that is not set up, as a sentence; null when there is nothing. */
async function whatIsNotSetUp(
  tx: Tx,
  { sources, store }: Pick<NewApiKey, "sources" | "store">,
): Promise<string | null> {
  const unknown = await findUnusableSources(
    tx,
    sources.filter((code) => code !== ALL_SOURCES),
  );
  if (unknown.length > 0) {
    return `no source ${unknown.join(", ")} is set up; correct --sources, or set it up with \`tributary apply\` (docs/guides/set-up.md).`;
  }
  return store === null || (await isUsableStore(tx, store))
    ? null
    : `no store ${store} is set up; correct --store, or set it up with \`tributary apply\` (docs/guides/set-up.md).`;
}

/** What two keys of one name have in common, or they are not one integration's. */
function boundsOf({ role, store, sources, name }: ApiKeyRow): string {
  return JSON.stringify([role, store, [...sources].sort(), name]);
}

function sourcesNeeded(role: string): string {
  return `error: a key of the role ${role} needs --sources: whose events it sends, or '*' for all.`;
}

async function insertKey(
  tx: Tx,
  action: string,
  given: string | undefined,
  lifetimeDays: number,
  bounds: Pick<NewApiKey, "role" | "sources" | "store">,
) {
  const { key, prefix, hash } = createApiKey(randomBytes);
  const name = given ?? `${bounds.role}-${prefix}`;
  const expiresAt = new Date(Date.now() + lifetimeDays * MS_PER_DAY).toISOString();
  await insertApiKey(tx, { ...bounds, id: randomUUID(), name, prefix, hash, expiresAt });
  await insertAudit(tx, { actor: "cli:keys", action, leafId: null, details: { prefix, name } });
  return { key, prefix, name, expiresAt };
}

function show(
  made: Awaited<ReturnType<typeof insertKey>> & { readonly ended?: readonly string[] | undefined },
  { json, overlap }: { readonly json?: true; readonly overlap?: number },
): void {
  if (json === true) {
    console.log(JSON.stringify(made));
    return;
  }
  const { key, prefix, expiresAt, ended = [] } = made;
  console.log(
    `${key}\n\nKeep it now: only its hash is stored. Prefix: ${prefix}. It ends ${expiresAt}.`,
  );
  if (ended.length > 0) {
    const hours = Math.round((overlap ?? 0) / 360) / 10;
    console.log(`The old one (${ended.join(", ")}) works for another ${hours} hours.`);
  }
}

const WARNINGS: Readonly<Record<KeyWarning, string>> = {
  NO_END: "has no end; rotate it",
  ENDS_SOON: "ends soon; rotate it",
  ALL_SOURCES_UNSAID:
    "may send events of all sources, and nobody said so; rotate it with --sources",
};

async function list(options: { readonly json?: true }): Promise<void> {
  const rows = await withDatabase(({ sql }) => listApiKeys(sql));
  const now = (Date.now() * MICROS_PER_MILLISECOND) as Instant;
  const keys = rows.map((row) => shownKey(row, rows, now));
  if (options.json === true) {
    console.log(JSON.stringify({ keys }));
    return;
  }
  if (keys.length === 0) {
    console.log("There are no keys. Make one with: tributary keys create");
  }
  for (const { warnings, ...key } of keys) {
    const bound = [
      key.sources.includes(ALL_SOURCES) ? "all sources" : key.sources.join(","),
      ...(key.store === null ? [] : [`store ${key.store}`]),
    ];
    const life = [
      `created ${key.createdAt}`,
      `ends ${key.expiresAt ?? "never"}`,
      `last used ${key.lastUsedAt ?? "never"}`,
    ];
    const parts = [key.prefix, key.name, key.role, bound.filter(Boolean).join(" "), ...life];
    console.log([...parts, key.state.toLowerCase()].filter(Boolean).join("  "));
    for (const warning of warnings) {
      console.log(`  ! ${WARNINGS[warning]}`);
    }
  }
}

/**
 * A key, its times as RFC 3339. One that a successor follows may end: it is no longer anything to
 * see to.
 */
function shownKey(row: ApiKeyRow, all: readonly ApiKeyRow[], now: Instant) {
  const life = lifeOf(row);
  const isUnsaid = needsSources(row.role) && row.sources.length === 0;
  const { hash: _hash, id: _id, ...shown } = row;
  const isFollowed = all.some((other) => isSuccessor(row, other, now));
  return {
    ...shown,
    sources: isUnsaid ? [ALL_SOURCES] : row.sources,
    createdAt: rfc3339(row.createdAt),
    revokedAt: rfc3339(row.revokedAt),
    expiresAt: rfc3339(row.expiresAt),
    lastUsedAt: rfc3339(row.lastUsedAt),
    state: keyStateOf(life, now),
    warnings: keyWarningsOf(life, now).filter(
      (warning) => !(warning === "ENDS_SOON" && isFollowed),
    ),
  };
}

/**
 * Whether `other` goes on for the same integration when `key` has ended, as `keys rotate` makes it.
 */
function isSuccessor(key: ApiKeyRow, other: ApiKeyRow, now: Instant): boolean {
  const [life, next] = [lifeOf(key), lifeOf(other)];
  if (other.name !== key.name || other.role !== key.role || other.store !== key.store) {
    return false;
  }
  if (keyStateOf(next, now) !== "ACTIVE" || life.expiresAt === null) {
    return false;
  }
  return next.expiresAt === null || next.expiresAt > life.expiresAt;
}

function lifeOf({ role, sources, revokedAt, expiresAt }: ApiKeyRow): KeyLife {
  const instant = (text: string | null) => (text === null ? null : instantFromPg(text));
  return { role, sources, revokedAt: instant(revokedAt), expiresAt: instant(expiresAt) };
}

function rfc3339<T extends string | null>(text: T): T {
  return (text === null ? null : formatInstant(instantFromPg(text))) as T;
}

async function revoke(prefix: string, options: { readonly json?: true }): Promise<void> {
  const isRevoked = await withDatabase(({ sql }) =>
    sql.begin(async (tx) => {
      if (!(await revokeApiKey(tx, prefix))) {
        return false;
      }
      const details = { prefix };
      await insertAudit(tx, { actor: "cli:keys", action: "key.revoke", leafId: null, details });
      return true;
    }),
  );
  if (options.json === true) {
    console.log(JSON.stringify({ prefix, revoked: isRevoked }));
  } else {
    console.log(isRevoked ? `${prefix} is revoked.` : `No active key has the prefix ${prefix}.`);
  }
  if (!isRevoked) {
    process.exitCode = 1;
  }
}
