import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { Certificate } from "../outside/certificate.ts";

/** One message, as it came over the wire. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly user: string | null;
  readonly isSecured: boolean;
}

/** What a step answers: taken, refused with a code, or cut off after the message was stored. */
export type Step = "TAKE" | { readonly code: number; readonly text: string } | "CUT";

export interface MailBench {
  readonly port: number;
  readonly taken: readonly TakenMail[];
  /** Sessions that began. */
  sessions(): number;
  /** What is answered to a recipient, and to a message; until it is called anew. */
  script(steps: { readonly recipient?: (to: string) => Step; readonly message?: () => Step }): void;
  close(): Promise<void>;
}

export interface MailBenchOptions {
  /** Null: not secured, and nobody can be. */
  readonly certificate: Certificate | null;
  /** From the first byte on. */
  readonly isTls?: boolean;
  /** user:password that alone is taken; null: nobody has to say who they are. */
  readonly login?: string | null;
}

/** Sessions that are under way when it closes are cut off then, milliseconds. */
const CLOSE_MS = 50;

function refusal(step: Step): Error | null {
  return typeof step === "object"
    ? Object.assign(new Error(step.text), { responseCode: step.code })
    : null;
}

/** A server of mail on a free port of 127.0.0.1, as others run one. */
export async function startMailServer({
  certificate,
  isTls = false,
  login = null,
}: MailBenchOptions): Promise<MailBench> {
  const taken: TakenMail[] = [];
  let sessions = 0;
  let recipient: (to: string) => Step = () => "TAKE";
  let message: () => Step = () => "TAKE";
  const options: SMTPServerOptions = {
    ...{ secure: isTls, authOptional: login === null, allowInsecureAuth: certificate === null },
    ...(certificate === null
      ? { hideSTARTTLS: true, disabledCommands: ["STARTTLS"] }
      : {
          ...{ cert: readFileSync(certificate.certificate), key: readFileSync(certificate.key) },
        }),
    onConnect: (_session, done) => {
      sessions += 1;
      done();
    },
    onAuth: ({ username, password }, _session, done) => {
      if (`${username}:${password}` === login) {
        done(null, { user: username });
      } else {
        done(Object.assign(new Error("5.7.8 Wrong password"), { responseCode: 535 }));
      }
    },
    onRcptTo: ({ address }, _session, done) => done(refusal(recipient(address))),
    onData: (stream, session, done) => {
      void buffer(stream).then((bytes) => {
        const step = message();
        if (typeof step !== "object") {
          const { mailFrom, rcptTo } = session.envelope;
          taken.push({
            from: mailFrom === false ? "" : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            ...{ raw: bytes.toString("latin1"), user: session.user ?? null },
            isSecured: session.secure,
          });
        }
        if (step === "CUT") {
          for (const connection of server.connections) {
            connection.close();
          }
          return;
        }
        done(refusal(step));
      });
    },
  };
  const server = new SMTPServer({ ...options, logger: false, closeTimeout: CLOSE_MS });
  // Clients that do not like our certificate are what some tests are about.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    sessions: () => sessions,
    script: (steps) => {
      recipient = steps.recipient ?? (() => "TAKE");
      message = steps.message ?? (() => "TAKE");
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
