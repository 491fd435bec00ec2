import { randomBytes, randomUUID } from "node:crypto";
import { type Command, InvalidArgumentError } from "commander";
import { listApiKeys } from "../../db/queries/readApiKeys.ts";
import { insertApiKey, revokeApiKey } from "../../db/queries/writeApiKeys.ts";
import { isRole, ROLES, type Role } from "../domain/access/viewer.ts";
import { createApiKey } from "../server/apiKeys.ts";
import { withDatabase } from "./context.ts";

type CreateOptions = {
  readonly role: Role;
  readonly source: readonly string[];
  readonly store?: string;
  readonly name?: string;
  readonly json?: true;
};

/** Roles a key may have: a storefront's customer and a person's rights belong in tokens that expire. */
const KEY_ROLES: readonly Role[] = ["shop", "ingest", "till", "operator", "admin"];

/** `tributary keys`: credentials of tills and integrations. */
export function register(program: Command): void {
  const keys = program.command("keys").description("API keys of tills and integrations");
  keys
    .command("create")
    .description("make a key; it is shown once and never again")
    .requiredOption("--role <role>", `one of ${KEY_ROLES.join(", ")}`, parseRole)
    .option("--source <code...>", "sources whose events it may send; default: all", [])
    .option("--store <code>", "store that a till's key is bound to")
    .option("--name <name>", "who uses it; shown in logs, so no person's name")
    .option("--json", "print one JSON object")
    .action(create);
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
}

function parseRole(text: string): Role {
  if (isRole(text) && KEY_ROLES.includes(text)) return text;
  const known = Object.keys(ROLES).includes(text) ? "has no keys, only tokens" : "is no role";
  throw new InvalidArgumentError(`${text} ${known}; use one of ${KEY_ROLES.join(", ")}.`);
}

async function create(options: CreateOptions): Promise<void> {
  if (options.role === "till" && options.store === undefined) {
    throw new InvalidArgumentError("A till's key needs --store.");
  }
  const { key, prefix, hash } = createApiKey(randomBytes);
  const name = options.name ?? `${options.role}-${prefix}`;
  await withDatabase(({ sql }) =>
    sql.begin((tx) =>
      insertApiKey(tx, {
        id: randomUUID(),
        name,
        prefix,
        hash,
        role: options.role,
        sources: options.source,
        store: options.store ?? null,
      }),
    ),
  );
  if (options.json === true) console.log(JSON.stringify({ key, prefix, name }));
  else console.log(`${key}\n\nKeep it now: only its hash is stored. Prefix: ${prefix}`);
}

async function list(options: { readonly json?: true }): Promise<void> {
  const rows = await withDatabase(({ sql }) => listApiKeys(sql));
  const keys = rows.map(({ hash: _hash, ...row }) => row);
  if (options.json === true) {
    console.log(JSON.stringify({ keys }));
    return;
  }
  if (keys.length === 0) console.log("There are no keys. Make one with: tributary keys create");
  for (const { prefix, role, sources, store, name, revokedAt } of keys) {
    const state = revokedAt === null ? "active" : `revoked ${revokedAt}`;
    const bound = [...sources, ...(store === null ? [] : [`store ${store}`])].join(", ");
    console.log([prefix, role, bound || "all sources", name, state].join("  "));
  }
}

async function revoke(prefix: string, options: { readonly json?: true }): Promise<void> {
  const isRevoked = await withDatabase(({ sql }) => sql.begin((tx) => revokeApiKey(tx, prefix)));
  if (options.json === true) console.log(JSON.stringify({ prefix, revoked: isRevoked }));
  else console.log(isRevoked ? `${prefix} is revoked.` : `No active key has the prefix ${prefix}.`);
  if (!isRevoked) process.exitCode = 1;
}
