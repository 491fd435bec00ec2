import { defineConfig } from "drizzle-kit";

/**
 * Only `npm run db:generate` reads this: migrations are written from the tables, and run by
 * db/migrate.ts.
 */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/*.ts",
  out: "./db/migrations",
  migrations: { prefix: "index" },
  strict: true,
});
