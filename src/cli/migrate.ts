import type { Command } from "commander";
import { migrate, pendingMigrations } from "../../db/migrate.ts";
import { withDatabase } from "./context.ts";

/** `tributary migrate`: brings the database to this version, or says what that would take. */
export function register(program: Command): void {
  program
    .command("migrate")
    .description("bring the database to the tables of this version")
    .option("--dry-run", "only list what would be applied")
    .option("--json", "print one JSON object")
    .action(async (options: { dryRun?: true; json?: true }) => {
      const run = options.dryRun === true ? pendingMigrations : migrate;
      const tags = await withDatabase(({ sql }) => run(sql), { migrates: false });
      const word = options.dryRun === true ? "pending" : "applied";
      if (options.json === true) {
        console.log(JSON.stringify({ [word]: tags }));
      } else if (tags.length === 0) {
        console.log("The database is current.");
      } else {
        for (const tag of tags) {
          console.log(`${word} ${tag}`);
        }
      }
    });
}
