import { ConsoleViewerDocument, type ConsoleViewerQuery } from "../../__generated__/graphql.ts";
import type { Who } from "../session/session.ts";

interface Told {
  readonly data?: ConsoleViewerQuery | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Asks the server whose token this is. @throws Error with what the server says against it */
export async function askWho(token: string): Promise<Who> {
  const { hash } = (ConsoleViewerDocument as unknown as { __meta__: { hash: string } }).__meta__;
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ documentId: `sha256:${hash}` }),
  });
  const { data, errors } = (await response.json()) as Told;
  const viewer = data?.viewer;
  if (viewer === undefined) {
    throw new Error(errors?.[0]?.message ?? `The server answered ${response.status}.`);
  }
  return { name: viewer.name, role: viewer.role, scopes: new Set(viewer.scopes) };
}
