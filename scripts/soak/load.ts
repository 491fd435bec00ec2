import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Random } from "../../src/demo/random.ts";
import { ACTS, askOnce, type Stage, tokensOf } from "./acts.ts";
import { Caller } from "./caller.ts";
import { CLI, commandEnv } from "./command.ts";
import { addDestination } from "./destination.ts";
import type { SoakedServer } from "./server.ts";

/** Acts at once. */
const WORKERS = 8;
/** More than any of the server's memories of tokens and documents holds. */
const MEMORIES_MAX = 11_000;
const IMPORT_ROWS = 300;
const IMPORT_CUSTOMERS = 200;

/** What everybody does with the server, until told to pause. */
export interface Load {
  readonly caller: Caller;
  /** Fills what the server remembers up to a bound, so that filling it is not taken for growth. */
  fillMemories(): Promise<void>;
  /** Runs acts for a while; returns when the last has ended and every connection is closed. */
  runFor(ms: number): Promise<void>;
  /** Has a system told of everything, that answers as chance says. */
  tellSomebody(url: string): Promise<void>;
  /** Imports a file of purchases by the command, beside the server. @throws Error when it fails */
  importFile(): Promise<void>;
}

/**
 * Makes the load of a seed. The order in which acts meet depends on the machine; which are done
 * does not.
 */
export function makeLoad(server: SoakedServer, seed: number): Load {
  const caller = new Caller(server.port);
  const token = tokensOf(server.demo);
  let names = 0;
  const unique = () => {
    names += 1;
    return `soak-${seed}-${names}`;
  };
  const workers: readonly Stage[] = Array.from({ length: WORKERS }, (_, at) => ({
    caller,
    demo: server.demo,
    token,
    unique,
    random: new Random(seed, `worker-${at}`),
  }));
  let imports = 0;
  return {
    caller,
    runFor: async (ms) => {
      const until = performance.now() + ms;
      await Promise.all(
        workers.map(async (stage) => {
          while (performance.now() < until) {
            await stage.random.weighted(ACTS)(stage);
          }
        }),
      );
      caller.hangUp();
    },
    fillMemories: async () => {
      const share = Math.ceil(MEMORIES_MAX / workers.length);
      await Promise.all(
        workers.map(async (stage) => {
          for (let count = 0; count < share; count += 1) {
            await askOnce(stage);
          }
        }),
      );
      caller.hangUp();
    },
    tellSomebody: async (url) => {
      await addDestination(server, { caller, token: await token({ role: "admin" }) }, url);
    },
    importFile: async () => {
      imports += 1;
      await importPurchases(server.dataDir, imports, new Random(seed, `import-${imports}`));
    },
  };
}

async function importPurchases(dataDir: string, number: number, random: Random): Promise<void> {
  const file = join(dataDir, "soak.csv");
  const rows = Array.from({ length: IMPORT_ROWS }, (_, at) => {
    const date = new Date(Date.now() - random.integer(1, 300) * 86_400_000).toISOString();
    const customer = `C-${random.integer(1, IMPORT_CUSTOMERS)}`;
    return `${customer},${date.slice(0, 10)},${random.integer(1, 200)}.50,soak-${number}-${at}`;
  });
  await writeFile(file, `customer,date,amount,id\n${rows.join("\n")}\n`);
  const args = [CLI, "import", "transactions", file, "--currency", "GBP", "--quiet"];
  const child = spawn(process.execPath, args, {
    env: commandEnv(dataDir),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  await rm(file);
  if (code !== 0) {
    throw new Error(`an import ended with code ${code}; what it said stands above`);
  }
}
