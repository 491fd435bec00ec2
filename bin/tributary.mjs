#!/usr/bin/env node
// Plain JavaScript that Node 18 understands: an older Node must get as far as starting the newer
// one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const NODE_MAJOR_MIN = 24;
const home = fileURLToPath(new URL("..", import.meta.url));

if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN) {
  await import("../src/cli/main.ts");
} else {
  // The package `node` of our development dependencies, for machines with an older Node.
  const node = `${home}node_modules/node/bin/node`;
  if (!existsSync(node)) {
    console.error(
      `Tributary needs Node ${NODE_MAJOR_MIN} or newer; this is ${process.version}. ` +
        "Install it, or run `npm ci` in the project, which brings one along.",
    );
    process.exit(2);
  }
  const child = spawn(node, [`${home}src/cli/main.ts`, ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  // A terminal sends Ctrl-C to the child itself, too: handing it on would count as the second one,
  // which ends a server at once. Without a terminal the signal came to us alone.
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) {
      child.kill("SIGINT");
    }
  });
  for (const signal of ["SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => {
    console.error(`Tributary could not start ${node}: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    process.exit(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0));
  });
}
