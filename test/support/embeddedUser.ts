import { startEmbedded } from "../../db/embedded/embedded.ts";

/**
 * A process that uses an embedded PostgreSQL until SIGTERM, for tests that kill it. Prints one JSON
 * line per step; on SIGINT it only says so, as a server does that is still answering requests.
 *
 * Usage: node embeddedUser.ts DATA_DIR
 */
const say = (fact: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(fact)}\n`);

const settings = { fsync: "off", shared_buffers: "32MB" };
const embedded = await startEmbedded({ dataDir: process.argv[2] ?? "", settings });
process.on("SIGINT", () => say({ interrupted: true }));
process.on("SIGTERM", () => embedded.stop().then(() => process.exit(0)));
// Keeps the process alive; the server alone does not.
process.stdin.resume();
say({ url: embedded.url, started: embedded.started });
