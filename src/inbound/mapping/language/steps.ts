import { STEPS_MAX } from "./limits.ts";
import { MappingFault } from "./mappingFault.ts";

/** What is left of the steps of one body. */
export interface Steps {
  left: number;
}

/** Of the body that is read now: evaluation is synchronous, so there is one. */
let current: Steps = { left: STEPS_MAX };

/** Runs it on the account of one body. */
export function withSteps<Value>(steps: Steps, run: () => Value): Value {
  const before = current;
  current = steps;
  try {
    return run();
  } finally {
    current = before;
  }
}

/** @throws MappingFault TOO_COSTLY when the body has used its steps up */
export function spend(steps: number): void {
  current.left -= steps;
  if (current.left < 0) {
    throw new MappingFault("TOO_COSTLY", `Reading it takes more than ${STEPS_MAX} steps.`);
  }
}
