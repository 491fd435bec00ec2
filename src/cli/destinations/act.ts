import type { Command } from "commander";
import { actOnDestination, type DestinationAct } from "../../deliveries/operate.ts";
import { withDatabase } from "../context.ts";
import { operator } from "../operator.ts";

export interface JsonOption {
  readonly json?: true;
}

const DONE = {
  PAUSE: () => "is paused: what happens waits until `destinations resume`",
  RESUME: () => "goes on",
  SKIP: () => "is not told this message; its customer's next ones go on",
  RETRY: () => "is told this message again",
  RETRY_ALL: (count: number) => `is told ${count} dead letter${count === 1 ? "" : "s"} again`,
  REPLAY: (count: number) => `is told again what it is told of ${count} events`,
} as const satisfies Record<DestinationAct["act"], (count: number) => string>;

/** Does something about a destination, by the operator's word. */
export async function act(
  code: string,
  what: DestinationAct,
  { json }: JsonOption,
  command: Command,
): Promise<void> {
  const answer = await withDatabase(({ sql }) =>
    sql.begin((tx) => actOnDestination(tx, code, what, operator())),
  );
  if (!answer.ok) {
    command.error(`error: ${answer.message}`);
  }
  const { messages } = answer as { readonly messages: number };
  console.log(
    json === true
      ? JSON.stringify({ destination: code, act: what.act, messages }, null, 2)
      : `${code} ${DONE[what.act](messages)}.`,
  );
}
