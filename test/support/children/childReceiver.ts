import { uuidv7 } from "uuidv7";
import { connect } from "../../../db/connection/client.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import type { Stage } from "../../../src/purchases/batch.ts";
import { Receiver } from "../../../src/purchases/receive/receiver.ts";
import type { Submission } from "../../../src/purchases/receive/submission.ts";

/**
 * A server process that ends itself, as `kill -9` would, at the n-th time a batch reaches a stage.
 * Run by `kills.test.ts` with node; it is told what to do in one message and says every answer it
 * gave, so that the test knows what a client would know.
 */
export interface ChildOrders {
  readonly url: string;
  readonly calls: readonly (readonly unknown[])[];
  /**
   * `sent`: COMMIT is on its way and its answer is never read. `released`: between release and
   * rerun.
   */
  readonly at: Stage | "sent" | "released";
  readonly occurrence: number;
  /** SIGSTOP: it sleeps there until it is woken. Default: SIGKILL. */
  readonly by?: "SIGSTOP" | "SIGKILL";
}

export interface ChildAnswer {
  readonly source: string;
  readonly eventId: string;
  readonly outcome: string;
  readonly duplicate: boolean;
}

process.once("message", async (message) => {
  const { url, calls, at, occurrence, by } = message as ChildOrders;
  const die = (): void => {
    process.kill(process.pid, by ?? "SIGKILL");
  };
  const sql = connect(url, {
    max: 3,
    applicationName: "tributary-child-test",
    statementTimeoutMs: 5_000,
    lockTimeoutMs: 200,
  });
  let seen = 0;
  const receiver = new Receiver({
    sql,
    catalog: await Catalog.load(sql),
    writers: 2,
    newPublicId: uuidv7,
    observer: {
      stage: (stage) => {
        if (stage !== (at === "sent" ? "written" : at)) {
          return;
        }
        seen += 1;
        // One that was woken does not fall asleep again.
        if (seen !== occurrence) {
          return;
        }
        if (at === "sent") {
          setImmediate(() => setImmediate(die));
        } else {
          die();
        }
      },
      batch: ({ outcome }) => {
        if (at === "released" && outcome.released.length > 0) {
          die();
        }
      },
    },
  });
  const answer = async (events: readonly unknown[]): Promise<void> => {
    const submission: Submission = {
      door: "GRAPHQL",
      viewer: {
        principal: "test:child",
        role: "ingest",
        scopes: new Set(["purchase:write"]),
        customerId: null,
        store: null,
        sources: null,
      },
      requestId: null,
      headers: {},
      body: Buffer.from(JSON.stringify(events)),
      events,
      mode: "LIVE",
    };
    const results = await receiver.receivePurchases(submission);
    process.send?.(
      results.map(
        ({ source, eventId, outcome, duplicate }): ChildAnswer => ({
          source,
          eventId,
          outcome,
          duplicate,
        }),
      ),
    );
  };
  // Two at a time: some calls share a batch, and there are several batches.
  for (let at = 0; at < calls.length; at += 2) {
    await Promise.all(calls.slice(at, at + 2).map(answer));
  }
  await receiver.close();
  await sql.end();
  process.disconnect?.();
});
