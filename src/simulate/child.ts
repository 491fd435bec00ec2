import type { Task, Told } from "./apart.ts";

/** The process that apart.ts starts: it gets one task, says what came of it, and ends. */

const tell = (told: Told) =>
  new Promise<void>((resolve) => {
    process.send?.(told, () => resolve());
  });

/** What each kind needs is loaded for it alone. */
async function run(task: Task): Promise<unknown> {
  if (task.kind === "READ") {
    const { readRulesetDocument } = await import("../domain/ruleset/readDocument.ts");
    return readRulesetDocument(task.text, 1);
  }
  const { connect } = await import("../../db/connection/client.ts");
  const { playHere } = await import("./play.ts");
  const sql = connect(task.url, { max: 1, applicationName: "tributary-simulate" });
  try {
    return await playHere(sql)(task.document, {
      onProgress: (progress) => void tell({ kind: "progress", ...progress }),
    });
  } finally {
    await sql.end();
  }
}

// Sent to a whole group of processes: whether this one ends is for the one that started it to say.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {});
}
// Whoever asked is gone, killed perhaps: nobody waits for the answer.
process.once("disconnect", () => process.exit(1));
process.once("message", async (task: Task) => {
  try {
    await tell({ kind: "done", value: await run(task) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await tell({ kind: "failed", message });
  }
});
