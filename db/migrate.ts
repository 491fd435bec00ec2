import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import {
  assertServerUsable,
  IDLE_IN_TRANSACTION_MS,
  type Sql,
  setupOf,
  type Tx,
} from "./connection/client.ts";

/** One migration of the folder, in the order of the journal. */
export interface Migration {
  /** Its place, from 0: strictly rising, also in the database. */
  readonly idx: number;
  /** File name without `.sql`. */
  readonly tag: string;
  /** SHA-256 of the file, hex; line endings do not count. */
  readonly checksum: string;
  readonly statements: readonly string[];
}

export interface MigrateOptions {
  /** Folder with the .sql files and meta/_journal.json; the project's own when absent. */
  readonly folder?: string;
  /** Attempts to get the locks of one migration; LOCK_ATTEMPTS_MAX when absent. */
  readonly lockAttemptsMax?: number;
}

/**
 * How the database stands to this version of the code.
 *
 * - `current`: they fit.
 * - `pending`: it lacks migrations of this version.
 * - `newer`: a newer version has migrated it. What runs goes on: every migration leaves the version
 *   before it working (docs/guides/operate.md). What starts anew refuses.
 */
export type SchemaAge = "current" | "pending" | "newer";

/** The database and the code do not fit together; the message says what to do. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

const FOLDER = join(import.meta.dirname, "migrations");
const STATEMENT_BREAK = "--> statement-breakpoint";

/** Any fixed number: one advisory lock per database, the same in every version of the code. */
const MIGRATION_LOCK = 7_461_209_335_018n;

/**
 * Milliseconds that a statement of a migration waits for its lock. Everybody else who wants the
 * table queues behind it, so it gives up, lets them through, and the whole migration is tried
 * again.
 */
const LOCK_TIMEOUT_MS = 1_000;
/** Milliseconds between two attempts: less than an idle session is left alive here. */
const LOCK_REST_MS = 500;
/** Attempts at one migration: some three minutes. A longer backup is waited for by hand. */
const LOCK_ATTEMPTS_MAX = 120;

/** PostgreSQL's SQLSTATE of a lock that was not to be had in time. */
const LOCK_NOT_AVAILABLE = "55P03";

const journalSchema = z.object({
  entries: z.array(z.object({ idx: z.number().int().nonnegative(), tag: z.string().min(1) })),
});

interface Applied {
  readonly idx: number;
  readonly tag: string;
  readonly checksum: string;
}

/**
 * Brings the database to the state of the folder, forward only. Where nothing is pending it only
 * reads, so that a role that owns no table can start a server.
 *
 * Any number of processes may call it at once: they queue on an advisory lock, and those that come
 * later find nothing to do. Each migration is one transaction together with its row in
 * `schema_migration`, so a failure or a kill leaves the database at a whole migration.
 *
 * @returns tags applied by this call, in order; empty when the database was current.
 * @throws MigrationError before anything is changed: an applied migration's file was changed, a
 *   pending one is older than an applied one, the database knows migrations the code does not, or
 *   the role may not change its tables. Also when a migration's locks were not to be had; those
 *   before it stay.
 * @throws DatabaseUnusable when the server is too old or the database is not in UTF8.
 * @throws Error of the server, with the tag of the migration and the statement that failed.
 */
export async function migrate(sql: Sql, options: MigrateOptions = {}): Promise<readonly string[]> {
  const migrations = readMigrations(options.folder ?? FOLDER);
  await assertServerUsable(sql);
  if (await isCurrent(sql, migrations)) {
    return [];
  }
  // The lock belongs to a session: everything happens on one connection, and if we die or sleep it
  // is free.
  const connection = await sql.reserve();
  try {
    // The pool's limits are made for requests; a migration may wait and work for longer.
    await connection`set statement_timeout = 0`;
    await connection`set lock_timeout = 0`;
    // A process that is frozen between two statements would keep every other one from starting.
    await connection`select set_config('idle_session_timeout', ${String(IDLE_IN_TRANSACTION_MS)}, false)`;
    await connection`select pg_advisory_lock(${MIGRATION_LOCK.toString()}::int8)`;
    try {
      await connection`
        create table if not exists schema_migration (
          idx integer primary key,
          tag text not null unique,
          checksum text not null,
          applied_at timestamptz not null default now()
        )`;
      const pending = decidePending(migrations, await readApplied(connection));
      for (const migration of pending) {
        await applyPatiently(connection, migration, options.lockAttemptsMax ?? LOCK_ATTEMPTS_MAX);
      }
      return pending.map(({ tag }) => tag);
    } finally {
      await connection`select pg_advisory_unlock(${MIGRATION_LOCK.toString()}::int8)`;
      await connection.unsafe(setupOf(sql) ?? "");
      await connection`reset idle_session_timeout`;
    }
  } finally {
    connection.release();
  }
}

/**
 * Tags that `migrate` would apply, in order, without applying them; for readiness checks and
 * `--dry-run`.
 *
 * @throws MigrationError when code and database do not fit together, as `migrate` would.
 */
export async function pendingMigrations(
  sql: Sql,
  options: MigrateOptions = {},
): Promise<readonly string[]> {
  const migrations = readMigrations(options.folder ?? FOLDER);
  const [table] = await sql`select to_regclass('schema_migration') is not null as exists`;
  const applied = table?.["exists"] === true ? await readApplied(sql) : [];
  return decidePending(migrations, applied).map(({ tag }) => tag);
}

/**
 * For readiness: asks with one statement.
 *
 * @throws MigrationError as `pendingMigrations`, but not for a database that is newer
 */
export async function schemaAge(sql: Sql, options: MigrateOptions = {}): Promise<SchemaAge> {
  const migrations = readMigrations(options.folder ?? FOLDER);
  const applied = await readApplied(sql);
  const known = applied.filter(({ idx }) => idx < migrations.length);
  if (decidePending(migrations, known).length > 0) {
    return "pending";
  }
  return known.length < applied.length ? "newer" : "current";
}

/**
 * Whether there is nothing to do.
 *
 * @throws MigrationError when code and database do not fit together, or something is to be done and
 *   this role may not
 */
async function isCurrent(sql: Sql, migrations: readonly Migration[]): Promise<boolean> {
  const [table] = await sql<{ owner: string; isOurs: boolean }[]>`
    select relowner::regrole::text as owner, pg_has_role(relowner, 'USAGE') as "isOurs"
    from pg_class where oid = to_regclass('schema_migration')`;
  if (table === undefined) {
    return false;
  }
  const pending = decidePending(migrations, await readApplied(sql));
  if (pending.length > 0 && !table.isOurs) {
    throw new MigrationError(
      `The database lacks ${pending.map(({ tag }) => tag).join(", ")}, and its tables belong to the role ` +
        `${table.owner}. Run npx tributary migrate as that role first, then start this version.`,
    );
  }
  return pending.length === 0;
}

/** The only SQL of drizzle-kit's own that is relied on: its journal and its statement separator. */
function readMigrations(folder: string): readonly Migration[] {
  const path = join(folder, "meta", "_journal.json");
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new MigrationError(`There are no migrations in ${folder}: ${path} cannot be read.`, {
      cause,
    });
  }
  const { entries } = journalSchema.parse(JSON.parse(text));
  return entries.map(({ idx, tag }, position) => {
    if (idx !== position) {
      throw new MigrationError(
        `${path}: migration ${tag} has idx ${idx} at place ${position}. Two branches made a migration ` +
          "at once; generate the later one again on top of the earlier.",
      );
    }
    const file = readFileSync(join(folder, `${tag}.sql`), "utf8").replaceAll("\r\n", "\n");
    const checksum = createHash("sha256").update(file).digest("hex");
    const statements = file.split(STATEMENT_BREAK).filter((statement) => statement.trim() !== "");
    return { idx, tag, checksum, statements };
  });
}

async function readApplied(sql: Pick<Sql, "unsafe">): Promise<readonly Applied[]> {
  return await sql.unsafe<Applied[]>(
    "select idx, tag, checksum from schema_migration order by idx",
  );
}

/** Pure: which of the folder's migrations are still to be applied, or why none may be. */
function decidePending(
  migrations: readonly Migration[],
  applied: readonly Applied[],
): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.tag, migration]));
  for (const row of applied) {
    const file = known.get(row.tag);
    if (file === undefined) {
      throw new MigrationError(
        `The database has the migration ${row.tag}, which this version of Tributary does not know: ` +
          "the database was migrated by a newer version. Run that version (or a newer one) against it.",
      );
    }
    if (file.checksum !== row.checksum) {
      throw new MigrationError(
        `The migration ${row.tag} was changed after it had been applied to this database. ` +
          "Restore the file and put the change into a new migration.",
      );
    }
  }
  const appliedTags = new Set(applied.map(({ tag }) => tag));
  const pending = migrations.filter(({ tag }) => !appliedTags.has(tag));
  const last = applied.at(-1);
  const late = pending.find(({ idx }) => last !== undefined && idx < last.idx);
  if (late !== undefined && last !== undefined) {
    throw new MigrationError(
      `The migration ${late.tag} is older than ${last.tag}, which this database already has. ` +
        "It was merged late: generate it again so that it comes last.",
    );
  }
  return pending;
}

async function applyPatiently(
  connection: Pick<Tx, "unsafe">,
  migration: Migration,
  attemptsMax: number,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await apply(connection, migration);
    } catch (error) {
      const cause = (error as Error).cause as { code?: string } | undefined;
      if (cause?.code !== LOCK_NOT_AVAILABLE) {
        throw error;
      }
      if (attempt >= attemptsMax) {
        throw new MigrationError(
          `The migration ${migration.tag} did not get its locks in ${attempt} attempts: a backup, a report or an ` +
            "open transaction reads its tables (pg_stat_activity, oldest xact_start). Nothing of it was " +
            "changed; end that, or migrate when it is over.",
          { cause: error },
        );
      }
      await delay(LOCK_REST_MS);
    }
  }
}

async function apply(connection: Pick<Tx, "unsafe">, migration: Migration): Promise<void> {
  await connection.unsafe("begin");
  try {
    await connection.unsafe(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    for (const [position, statement] of migration.statements.entries()) {
      try {
        await connection.unsafe(statement);
      } catch (cause) {
        throw new Error(
          `Migration ${migration.tag}, statement ${position + 1} of ${migration.statements.length}, failed: ` +
            `${(cause as Error).message}\n${statement.trim()}`,
          { cause },
        );
      }
    }
    await connection.unsafe(
      "insert into schema_migration (idx, tag, checksum) values ($1, $2, $3)",
      [migration.idx, migration.tag, migration.checksum],
    );
    await connection.unsafe("commit");
  } catch (error) {
    await connection.unsafe("rollback");
    throw error;
  }
}
