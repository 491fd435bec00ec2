import type { Told } from "./runApart.ts";

type Progress = (progress: { readonly done: number; readonly total: number }) => void;

const tell = (told: Told) =>
  new Promise<void>((resolve) => {
    process.send?.(told, () => resolve());
  });

/** Of a process that `runApart` starts: gets one task, says what came of it, and ends. */
export function answerTask<Task>(run: (task: Task, onProgress: Progress) => Promise<unknown>) {
  // Sent to a whole group of processes: whether this one ends is for the one that started it to
  // say.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {});
  }
  // Whoever asked is gone, killed perhaps: nobody waits for the answer.
  process.once("disconnect", () => process.exit(1));
  process.once("message", async (task: Task) => {
    try {
      const value = await run(task, (progress) => void tell({ kind: "progress", ...progress }));
      await tell({ kind: "done", value });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await tell({ kind: "failed", message });
    }
  });
}
