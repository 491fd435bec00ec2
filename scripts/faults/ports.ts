import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below what systems hand out for outgoing connections: while a server is away, somebody's outgoing
 * connection could else take its port, or connect to itself.
 */
const PORT_MIN = 20_000;
const PORT_MAX = 30_000;
const ATTEMPTS_MAX = 100;

/**
 * A port of this machine that is free now, and that stays so unless somebody asks for this very
 * one.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const port = randomInt(PORT_MIN, PORT_MAX);
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`no free port found between ${PORT_MIN} and ${PORT_MAX}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
