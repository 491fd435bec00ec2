import { answerTask } from "../../../platform/apart/answerTask.ts";
import { type TrialTask, tryHere } from "./trial.ts";

/** The process that apart.ts starts. */
answerTask<TrialTask>(async ({ document, sample }) => {
  const { bytes } = sample;
  // Bytes come without being a Buffer.
  const own = typeof bytes === "string" ? bytes : Buffer.from(bytes);
  return tryHere({ document, sample: { ...sample, bytes: own } });
});
