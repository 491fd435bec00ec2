import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { connect } from "../db/connection/client.ts";
import { createDatabase } from "../db/embedded/embedded.ts";
import { migrate } from "../db/migrate.ts";
import { startTestCluster } from "./support/cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A database of the server, for CREATE DATABASE; role with that right. */
    adminUrl: string;
    /** A migrated database nobody is connected to. */
    templateName: string;
    /** Start of the name of every database of this run. */
    databasePrefix: string;
  }
}

interface TestServer {
  adminUrl: string;
  templateName: string;
  databasePrefix: string;
}
interface Running {
  server: Promise<TestServer>;
  projects: number;
  stop: () => Promise<void>;
}

/**
 * One PostgreSQL for all projects of a run: vitest calls this once per project, and each
 * project loads its own copy of this module, so what they share hangs on the process.
 */
const KEY = Symbol.for("tributary.testServer");
const shared = globalThis as unknown as { [KEY]?: Running };

/** Starts the server of the tests and migrates the template; returns what undoes both. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared[KEY] ??= start();
  const running = shared[KEY];
  running.projects += 1;
  const server = await running.server;
  project.provide("adminUrl", server.adminUrl);
  project.provide("templateName", server.templateName);
  project.provide("databasePrefix", server.databasePrefix);
  return async () => {
    running.projects -= 1;
    if (running.projects > 0) {
      return;
    }
    delete shared[KEY];
    await running.stop();
  };
}

function start(): Running {
  let stop = async () => {};
  const server = (async () => {
    const given = process.env["DATABASE_URL"];
    const cluster = given ? { url: given, stop: async () => {} } : await startTestCluster();
    const databasePrefix = `tributary_test_${randomBytes(4).toString("hex")}_`;
    stop = async () => {
      if (given) {
        await dropDatabases(given, databasePrefix);
      }
      await cluster.stop();
    };
    try {
      const templateName = `${databasePrefix}template`;
      const sql = connect(await createDatabase(cluster.url, templateName), { max: 1 });
      try {
        await migrate(sql);
      } finally {
        await sql.end();
      }
      return { adminUrl: cluster.url, templateName, databasePrefix };
    } catch (error) {
      await stop();
      throw error;
    }
  })();
  return { server, projects: 0, stop: () => stop() };
}

/** On a server that is not ours, nothing of a run stays behind, also when tests failed. */
async function dropDatabases(adminUrl: string, prefix: string): Promise<void> {
  const sql = connect(adminUrl, { max: 1 });
  try {
    const names = await sql<{ datname: string }[]>`
      select datname from pg_database where starts_with(datname, ${prefix})`;
    for (const { datname } of names) {
      await sql`drop database ${sql(datname)} with (force)`;
    }
  } finally {
    await sql.end();
  }
}
