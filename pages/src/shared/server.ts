/** Whom the demo tells of, as src/demo/stories.ts finds them. */
export interface Stories {
  readonly missing: {
    readonly customerId: string;
    readonly order: { readonly source: string; readonly number: string };
  } | null;
  readonly expiring: { readonly customerId: string; readonly at: string } | null;
  readonly refused: { readonly code: string } | null;
  readonly member: { readonly customerId: string } | null;
}

/** What the server tells its own pages: src/server/pages/startInfo.ts. */
export interface StartInfo {
  readonly editor: boolean;
  readonly demo: {
    readonly tokens: Readonly<Record<string, string>>;
    readonly stories: Stories;
  } | null;
  /** How people sign in to the console; null: not by a provider. */
  readonly signIn: {
    readonly issuer: string;
    readonly clientId: string;
    readonly scope: string;
  } | null;
  readonly embedOrigins: readonly string[];
}

export async function readStart(): Promise<StartInfo> {
  const response = await fetch("/pages/start.json");
  if (!response.ok) {
    throw new Error(`The server answered ${response.status}.`);
  }
  return (await response.json()) as StartInfo;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** Also a server that is not ready says why; null when there is none. */
export async function readReadiness(): Promise<Readiness | null> {
  try {
    return (await (await fetch("/readyz")).json()) as Readiness;
  } catch {
    return null;
  }
}

export interface Operation {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** Asks the graph. Without a token only the schema may be asked for. */
export async function ask(
  operation: Operation,
  token: string | null,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(operation),
    ...(signal === undefined ? {} : { signal }),
  });
  return (await response.json()) as Answer;
}
