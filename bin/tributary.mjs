#!/usr/bin/env node
// Plain JavaScript that Node 18 understands: an older Node must get as far as starting the newer
// one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const NODE_MAJOR_MIN = 24;

// A clone has the sources, which Node runs as they are; a package has what was built of them.
const sources = new URL("../src/cli/main.ts", import.meta.url);
const built = new URL("../dist/src/cli/main.js", import.meta.url);
const program = existsSync(sources) ? sources : built;

/** The npm package `node`: a clone has it for its development, a user may install it beside us. */
function findNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    const node = `${dirname(manifest)}/bin/node`;
    return existsSync(node) ? node : null;
  } catch {
    return null;
  }
}

if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN) {
  await import(program.href);
} else {
  const node = findNode();
  if (node === null) {
    console.error(
      `Tributary needs Node ${NODE_MAJOR_MIN} or newer; this is ${process.version}. Install it, ` +
        `or bring it into this folder: npm install node@${NODE_MAJOR_MIN}`,
    );
    process.exit(2);
  }
  const child = spawn(node, [fileURLToPath(program), ...process.argv.slice(2)], {
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
