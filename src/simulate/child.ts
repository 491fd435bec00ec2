import { answerTask } from "../platform/apart/answerTask.ts";
import type { Task } from "./apart.ts";

/** The process that apart.ts starts. What each kind of task needs is loaded for it alone. */
answerTask<Task>(async (task, onProgress) => {
  if (task.kind === "READ") {
    const { readRulesetDocument } = await import("../domain/ruleset/readDocument.ts");
    return readRulesetDocument(task.text, 1);
  }
  const { connect } = await import("../../db/connection/client.ts");
  const { playHere } = await import("./play.ts");
  const sql = connect(task.url, { max: 1, applicationName: "tributary-simulate" });
  try {
    return await playHere(sql)(task.document, { onProgress });
  } finally {
    await sql.end();
  }
});
