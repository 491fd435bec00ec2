import { isIP } from "node:net";
import { JetStreamApiError, type JetStreamClient, jetstream } from "@nats-io/jetstream";
import {
  type Authenticator,
  connect,
  credsAuthenticator,
  errors,
  type MsgHdrs,
  type NatsConnection,
  type TlsOptions,
  usernamePasswordAuthenticator,
} from "@nats-io/transport-node";
import type { Answer } from "../../../domain/delivery/answer.ts";
import {
  type AddressGuard,
  addressesOf,
  refusalOf,
} from "../../../platform/outgoing/guardedAddresses.ts";

/** A broker that does not answer two of these is gone, milliseconds. */
const PING_MS = 5_000;
const PORT = "4222";

/** Where a message is published to. */
export interface LinkTerms {
  readonly url: string;
  readonly ca: string | null;
  /** The lines of a .creds file, or name:password. */
  readonly secret: string;
  /** How long connecting and the acknowledgement may take, milliseconds. */
  readonly msMax: number;
}

export interface Publication {
  readonly id: string;
  readonly subject: string;
  readonly headers: MsgHdrs;
  readonly data: string;
}

interface Link {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
}

/** Why there is no connection, as people are told. */
class Unreached extends Error {}

/**
 * One connection to JetStream, to nowhere that the guard refuses: a name is looked up and checked
 * before each connecting, what is connected to is the address that was checked, and other servers
 * of which the broker tells are passed over.
 *
 * A connection that leaves one message unanswered is given up, so that nothing of it is published
 * behind what comes after.
 */
export class JetStreamLink {
  readonly #guard: AddressGuard;
  #likeness = "";
  #link: Promise<Link> | null = null;

  constructor(guard: AddressGuard) {
    this.#guard = guard;
  }

  /** Never rejects. */
  async publish({ id, subject, headers, data }: Publication, terms: LinkTerms): Promise<Answer> {
    const link = this.#linkBy(terms);
    try {
      const { client } = await link;
      const options = { msgID: id, headers, timeout: terms.msMax };
      const { stream, seq, duplicate } = await client.publish(subject, data, options);
      const text = `${stream} ${seq}${duplicate ? ", which it had already" : ""}`;
      return { kind: "DELIVERED", status: null, text };
    } catch (error) {
      const answer = answerOf(error, subject, terms.msMax);
      if (answer.kind === "RETRY" && this.#link === link) {
        this.#link = null;
        void end(link);
      }
      return answer;
    }
  }

  async close(): Promise<void> {
    const link = this.#link;
    this.#link = null;
    if (link !== null) {
      await end(link);
    }
  }

  /** The connection to there, made anew where it is gone or something else is asked for. */
  #linkBy(terms: LinkTerms): Promise<Link> {
    const likeness = JSON.stringify([terms.url, terms.ca, terms.secret]);
    if (this.#link !== null && this.#likeness !== likeness) {
      void end(this.#link);
      this.#link = null;
    }
    if (this.#link === null) {
      this.#likeness = likeness;
      const link = this.#connect(terms);
      this.#link = link;
      link
        .then(({ connection }) => connection.closed())
        .catch(() => undefined)
        .finally(() => {
          if (this.#link === link) {
            this.#link = null;
          }
        });
    }
    return this.#link;
  }

  async #connect({ url, ca, secret, msMax }: LinkTerms): Promise<Link> {
    const { hostname, port, protocol } = new URL(url);
    const host = hostname.replace(/^\[(.*)\]$/, "$1");
    const addresses = await addressesOf(host, this.#guard);
    const isPlain = protocol === "nats:";
    const numbers = addresses.map(({ address }) => address);
    const refusal = refusalOf(numbers, isPlain ? "tls://" : null, this.#guard);
    if (refusal !== null) {
      throw new Unreached(refusal);
    }
    const connection = await connect({
      servers: addresses.map(
        ({ address, family }) =>
          `${family === 6 ? `[${address}]` : address}:${port === "" ? PORT : port}`,
      ),
      ...{ name: "tributary", timeout: msMax, authenticator: authenticatorOf(secret) },
      // What it tells of its cluster has not been checked, and who comes back looks again.
      ...{ ignoreClusterUpdates: true, resolve: false, reconnect: false },
      ...{ pingInterval: PING_MS, maxPingOut: 2 },
      tls: isPlain ? null : tlsOf(host, ca),
    });
    return { connection, client: jetstream(connection) };
  }
}

/**
 * The name is checked, though the address is connected to; of an address, the address: a
 * certificate is checked for "localhost" where neither is said.
 */
function tlsOf(
  host: string,
  ca: string | null,
): TlsOptions & { servername?: string; host?: string } {
  return {
    ...(isIP(host) === 0 ? { servername: host } : { host }),
    ...(ca === null ? {} : { ca }),
  };
}

async function end(link: Promise<Link>): Promise<void> {
  const { connection } = (await link.catch(() => null)) ?? {};
  await connection?.close().catch(() => undefined);
}

function answerOf(error: unknown, subject: string, msMax: number): Answer {
  if (error instanceof JetStreamApiError) {
    const { status, message: text } = error;
    // Its codes are those of HTTP: what it says is wrong with the message stays so.
    return status >= 400 && status < 500 && status !== 408 && status !== 429
      ? { kind: "REFUSED", status, text }
      : { kind: "RETRY", status, text, retryAfterMs: null, isOfAll: false };
  }
  const { name, message } = error as Error;
  if (name === "JetStreamNotEnabled") {
    return retry(`No stream takes ${subject}.`);
  }
  if (error instanceof errors.InvalidArgumentError) {
    return { kind: "REFUSED", status: null, text: message };
  }
  if (error instanceof errors.TimeoutError) {
    return retry(`It did not answer within ${msMax / 1_000} s.`);
  }
  return retry(error instanceof Unreached ? message : `It could not be reached (${message}).`);
}

function retry(text: string): Answer {
  return { kind: "RETRY", status: null, text, retryAfterMs: null, isOfAll: false };
}

function authenticatorOf(secret: string): Authenticator {
  if (secret.includes("-----BEGIN")) {
    return credsAuthenticator(new TextEncoder().encode(secret));
  }
  const [name = "", ...password] = secret.split(":");
  return usernamePasswordAuthenticator(name, password.join(":"));
}
