/** Calls that are kept to look at, the latest first. */
export const CALLS_MAX = 50;
/** Characters of a body or an answer that are kept. */
export const TEXT_MAX = 20_000;

/** What became of a call, as the till sees it. */
export type Fate = "waiting" | "answered" | "lost" | "unreached";

/** One call as it went over the wire. The token is no part of it. */
export interface Call {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly body: string;
  /** What the body's id of a document stands for; null where there is none. */
  readonly document: string | null;
  /** The name of the document, or of the event's kind. */
  readonly name: string;
  readonly fate: Fate;
  /** Null while there is no answer. */
  readonly status: number | null;
  readonly answer: string | null;
  readonly ms: number | null;
}

/** The latest calls, with whoever looks at them told of each change. */
export class Calls {
  readonly #listeners = new Set<() => void>();
  #list: readonly Call[] = [];
  #next = 1;

  get list(): readonly Call[] {
    return this.#list;
  }

  /** @returns how to stop being told */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(
    call: Pick<Call, "atMs" | "method" | "path" | "type" | "body" | "document" | "name">,
  ): number {
    const id = this.#next++;
    const empty = { status: null, answer: null, ms: null };
    const kept = { ...call, ...empty, id, body: cut(call.body), fate: "waiting" as const };
    this.#become([kept, ...this.#list].slice(0, CALLS_MAX));
    return id;
  }

  end(id: number, end: Pick<Call, "fate" | "status" | "answer" | "ms">): void {
    const answer = end.answer === null ? null : cut(end.answer);
    this.#become(this.#list.map((one) => (one.id === id ? { ...one, ...end, answer } : one)));
  }

  #become(list: readonly Call[]): void {
    this.#list = list;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

function cut(text: string): string {
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
}

/** The call for a shell, with the token left to a variable of its own. */
export function curlOf(
  call: Pick<Call, "method" | "path" | "type" | "body">,
  origin: string,
): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return [
    `curl -s -X ${call.method} ${quoted(origin + call.path)}`,
    '-H "authorization: Bearer $TILL"',
    `-H ${quoted(`content-type: ${call.type}`)}`,
    `--data-binary ${quoted(call.body)}`,
  ].join(" \\\n  ");
}
