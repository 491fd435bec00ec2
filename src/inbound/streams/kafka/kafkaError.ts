import { AuthenticationError, findErrorBy, NetworkError } from "@platformatic/kafka";
import { BrokerError } from "../broker.ts";

/** An error of the client as what cannot be read, and why: its causes, not its wrappings. */
export function brokerErrorOf(error: unknown, topic: string): BrokerError {
  if (error instanceof BrokerError) {
    return error;
  }
  const reasons = [...new Set(reasonsOf(error))].join(" ");
  return new BrokerError(`The topic ${topic} cannot be read now: ${reasons}`, { cause: error });
}

/** Whether asking again may help, as where a broker gives a partition to another one. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && findErrorBy(error, "canRetry", false) === null;
}

/** Whether a broker answered at all. */
export function isAnswer(error: unknown): boolean {
  return (
    !(error instanceof Error) ||
    (findErrorBy(error, "code", NetworkError.code) === null &&
      findErrorBy(error, "code", AuthenticationError.code) === null)
  );
}

function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) {
    return [String(error)];
  }
  const below = error instanceof AggregateError ? error.errors : [error.cause];
  const reasons = below.filter((one) => one !== undefined).flatMap(reasonsOf);
  const own = error.message.replace(/\.?$/, ".");
  // A refused password and a closed port are told by the error around them as well.
  return error instanceof NetworkError || reasons.length === 0 ? [own, ...reasons] : reasons;
}
