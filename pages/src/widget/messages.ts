import { Trouble } from "./trouble.ts";

/** Characters of one message that has no end: more than any of ours has. */
const MESSAGE_CHARS_MAX = 65_536;

export interface Message {
  readonly event: string;
  readonly data: string;
}

/** Cuts what has come into messages and what is still to come. Comments are passed over. */
export function cutMessages(text: string): {
  readonly messages: readonly Message[];
  readonly rest: string;
} {
  const parts = text.replaceAll("\r\n", "\n").split("\n\n");
  const rest = parts.pop() ?? "";
  if (rest.length > MESSAGE_CHARS_MAX) {
    throw new Trouble("away", "MESSAGE_TOO_LONG");
  }
  const messages = parts.map((part) => {
    const lines = part.split("\n");
    const of = (name: string) =>
      lines
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).trimStart())
        .join("\n");
    return { event: of("event"), data: of("data") };
  });
  return { messages: messages.filter(({ event }) => event !== ""), rest };
}
