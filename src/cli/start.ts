import type { Command } from "commander";

/** `tributary start`: the server, the same as `npm start`. */
export function register(program: Command): void {
  program
    .command("start")
    .description("start the server, with the embedded PostgreSQL unless DATABASE_URL is set")
    .option("--demo", "write the demo data into the database of DATABASE_URL, too, if it is empty")
    .action(async (options: { demo?: true }) => {
      // Loaded only now: every other command would otherwise load the whole server.
      const { main } = await import("../main.ts");
      await main(options.demo === true ? { demo: true } : {});
    });
}
