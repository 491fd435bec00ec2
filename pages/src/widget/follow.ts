import CHANGES from "./documents/changes.graphql";
import { cutMessages, type Message } from "./messages.ts";
import { type Asked, post } from "./read.ts";
import { type AnsweredError, Trouble, troubleOf, troubleOfAnswer } from "./trouble.ts";
import { limited } from "./waiting.ts";

/** Milliseconds of silence after which a stream is taken for dead; the server sends every 12 s. */
export const SILENCE_MS = 40_000;
/** Errors after which the customer is to be read again: another id is theirs, or another cursor. */
const TO_READ = ["FORBIDDEN", "BAD_CURSOR", "CURSOR_EXPIRED"];
export interface Following {
  /** Of the customer as it was read last, with the cursor of that. */
  readonly id: string;
  readonly after: string | null;
  /** Called once the stream is open, and with every sign of life. */
  readonly onAlive: () => void;
  /** Changes that came together, as the cursor behind them. The next wait until it is done. */
  readonly onChange: (cursor: string) => Promise<void>;
}

interface Told {
  readonly data?: { readonly customerChanged?: { readonly cursor: string } } | null;
  readonly errors?: readonly AnsweredError[];
}

/**
 * Follows a customer over server-sent events, until the stream is broken off or `signal` ends it:
 * subscribe again then, behind the last cursor.
 *
 * @throws Trouble, or whatever fetch throws
 */
export async function follow(asked: Asked, following: Following): Promise<void> {
  const silence = limited(asked.signal, SILENCE_MS);
  try {
    const { id, after } = following;
    const response = await post({ ...asked, signal: silence.signal }, "text/event-stream", {
      query: CHANGES,
      variables: { id, after },
    });
    if (!response.ok || response.body === null) {
      throw await troubleOfAnswer(response);
    }
    following.onAlive();
    let kept = "";
    for await (const chunk of chunksOf(response.body)) {
      silence.renew();
      following.onAlive();
      const { messages, rest } = cutMessages(kept + chunk);
      kept = rest;
      const cursor = lastCursorOf(messages);
      if (cursor !== null) {
        await following.onChange(cursor);
      }
    }
  } finally {
    silence.close();
  }
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  for (;;) {
    let chunk: ReadableStreamReadResult<string>;
    try {
      chunk = await reader.read();
    } catch {
      // Broken off: by us, by the server, or on the way between.
      return;
    }
    if (chunk.done) {
      return;
    }
    yield chunk.value ?? "";
  }
}

/** The cursor behind all of them; null where they tell of no change. @throws Trouble */
function lastCursorOf(messages: readonly Message[]): string | null {
  let cursor: string | null = null;
  for (const { event, data } of messages) {
    if (event !== "next") {
      // It is over for good: whatever comes next begins with reading the page.
      throw new Trouble("stale", "COMPLETED");
    }
    const told = JSON.parse(data) as Told;
    if (told.errors !== undefined && !told.data?.customerChanged) {
      const trouble = troubleOf(told.errors[0]);
      throw TO_READ.includes(trouble.code) ? new Trouble("stale", trouble.code) : trouble;
    }
    cursor = told.data?.customerChanged?.cursor ?? cursor;
  }
  return cursor;
}
