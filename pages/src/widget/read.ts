import LOYALTY from "./documents/loyalty.graphql";
import type { Page } from "./page.ts";
import { type AnsweredError, Trouble, troubleOf, troubleOfAnswer } from "./trouble.ts";
import { ANSWER_MS, within } from "./waiting.ts";

export interface Asked {
  /** Where the graph is. */
  readonly graph: string;
  readonly token: string;
  readonly signal: AbortSignal;
}

interface Answer {
  readonly data?: { readonly me: Page | null } | null;
  readonly errors?: readonly AnsweredError[];
}

/** The request that both doors take: the document as text, which every server of ours knows. */
export function post(
  { graph, token, signal }: Asked,
  accept: string,
  body: { readonly query: string; readonly variables: object },
): Promise<Response> {
  return fetch(graph, {
    method: "POST",
    headers: { accept, authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    signal,
  });
}

/** The customer of the token, names in `locale`. @throws Trouble, or whatever fetch throws */
export async function readPage(asked: Asked, locale: string): Promise<Page> {
  const { data, errors = [] } = await within(asked.signal, ANSWER_MS, async (signal) => {
    const body = { query: LOYALTY, variables: { locale } };
    const response = await post({ ...asked, signal }, "application/json", body);
    if (!response.ok) {
      throw await troubleOfAnswer(response);
    }
    return (await response.json()) as Answer;
  });
  const me = data?.me;
  if (me) {
    // A membership that could not be read is no membership that is not there.
    const lost = errors.find(({ path = [] }) => path[1] === "loyalty");
    if (me.loyalty !== null || lost === undefined) {
      return me;
    }
    throw troubleOf(lost);
  }
  throw errors.length > 0 ? troubleOf(errors[0]) : new Trouble("signed-out", "UNKNOWN_CUSTOMER");
}
