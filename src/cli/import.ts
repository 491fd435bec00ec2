import type { Command } from "commander";
import { FILE_CONNECTORS } from "../inbound/files/connectors.ts";
import { registerFiles } from "./import/fileCommand.ts";

/** `tributary import CODE FILE...`: one subcommand per kind of file. */
export function register(program: Command): void {
  const importCommand = program.command("import").description("take in purchases from files");
  for (const connector of FILE_CONNECTORS) {
    registerFiles(importCommand, connector);
  }
}
