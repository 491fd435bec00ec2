import { join } from "node:path";

export const CLI = join(import.meta.dirname, "../../src/cli/main.ts");

/** What a command needs to find the server's database and keys. */
export function commandEnv(dataDir: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], TRIBUTARY_DATA_DIR: dataDir };
}
