import { Agent, request } from "node:https";
import { setTimeout as delay } from "node:timers/promises";

const RETRY_MS = 100;
const ATTEMPTS_MAX = 300;
const ATTEMPT_MS = 5_000;

/** Who talks to the proxy: the port, and the authority that its certificate comes from. */
export interface Door {
  readonly port: number;
  readonly authority: Buffer;
}

export interface Sale {
  readonly eventId: string;
  readonly email: string;
}

const bodyOf = ({ eventId, email }: Sale) => ({
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

/** Sends purchases as the documents say: no answer, or a 503, means the same again. */
export class Sender {
  readonly #door: Door;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true });
  /** Attempts that got no answer. */
  again = 0;

  constructor(door: Door, token: string) {
    this.#door = door;
    this.#token = token;
  }

  /** @returns the outcome. @throws Error when it is never answered, or refused */
  async send(sale: Sale): Promise<string> {
    const body = JSON.stringify(bodyOf(sale));
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const answer = await this.#post(body).catch(() => null);
      if (answer?.status === 200 && answer.text.endsWith("\n")) {
        const { outcome } = JSON.parse(answer.text) as { outcome: string };
        return outcome;
      }
      if (
        answer !== null &&
        answer.status !== 503 &&
        answer.status !== 502 &&
        answer.status !== 200
      ) {
        throw new Error(`${sale.eventId}: ${answer.status} ${answer.text}`);
      }
      this.again += 1;
      await delay(RETRY_MS);
    }
    throw new Error(`${sale.eventId} was never answered`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(body: string): Promise<{ readonly status: number; readonly text: string }> {
    const { port, authority } = this.#door;
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{ agent: this.#agent, host: "127.0.0.1", port, ca: authority, method: "POST" },
          path: "/v1/events",
          timeout: ATTEMPT_MS,
          headers: {
            authorization: `Bearer ${this.#token}`,
            "content-type": "application/x-ndjson",
          },
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk) => {
            text += chunk;
          });
          response.on("error", reject);
          response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      sent.on("error", reject);
      sent.on("timeout", () => sent.destroy(new Error("no answer")));
      sent.end(`${body}\n`);
    });
  }
}
