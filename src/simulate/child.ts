import { parentPort, workerData } from "node:worker_threads";
import { connect } from "../../db/client.ts";
import { playHere } from "./play.ts";
import type { Told, WorkerTask } from "./playInWorker.ts";

const { url, document } = workerData as WorkerTask;
const tell = (told: Told) => parentPort?.postMessage(told);

const sql = connect(url, {
  max: 1,
  applicationName: "tributary-simulate",
});
try {
  const played = await playHere(sql)(document, {
    onProgress: (progress) => tell({ kind: "progress", ...progress }),
  });
  tell({ kind: "played", ...played });
} catch (error) {
  tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
} finally {
  await sql.end();
}
