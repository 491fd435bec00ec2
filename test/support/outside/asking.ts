import type { Role } from "../../../src/domain/access/viewer.ts";
import type { ServerProcess } from "./serverProcess.ts";

/** One answer of the graph, as it came. */
export interface GraphAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any operation.
  readonly data: any;
  readonly errors?: readonly { readonly message: string; readonly extensions: { code: string } }[];
}

/** Asks the graph of a server process as a role, by HTTP. */
export async function askGraph(
  { url, demo }: ServerProcess,
  role: Role,
  query: string,
  variables: object = {},
): Promise<GraphAnswer> {
  const token = await demo.sign({ role });
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as object) } as GraphAnswer;
}

/** A web sale of 10.00 that has just happened, for `POST /v1/events`. */
export const saleOf = (eventId: string, email: string) => ({
  source: "shop",
  eventId,
  kind: "SOLD",
  occurredAt: new Date().toISOString(),
  references: [{ kind: "order", value: eventId }],
  customer: [{ kind: "email", value: email }],
  channel: "web",
  currencyCode: "GBP",
  lines: [{ id: "1", article: "A-1", quantity: "1", gross: "10.00" }],
});

/** What became of lines that were sent: an outcome each, or the status of a refusal. */
export async function sendLines(
  { url, demo }: ServerProcess,
  events: readonly object[],
): Promise<readonly string[]> {
  const token = await demo.sign({ role: "ingest" });
  const response = await fetch(`${url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
    body: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
  });
  const text = await response.text();
  if (!response.ok) {
    return [`${response.status} ${text}`];
  }
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { outcome, code } = JSON.parse(line) as { outcome?: string; code?: string };
      return outcome ?? code ?? line;
    });
}
