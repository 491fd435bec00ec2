import type { Command } from "commander";
import { registerOnlineRetail } from "./import/onlineRetail.ts";
import { registerTransactions } from "./import/transactions.ts";

/** `tributary import FORMAT FILE...`: one subcommand per file format, each with its folder in src/inbound/files/. */
export function register(program: Command): void {
  const importCommand = program.command("import").description("take in purchases from files");
  registerOnlineRetail(importCommand);
  registerTransactions(importCommand);
}
