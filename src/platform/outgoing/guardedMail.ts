import { connect, isIP, type Socket } from "node:net";
import { createTransport, type SMTPTransportOptions } from "nodemailer";
import { type AddressGuard, addressesOf, pinnedTo, refusalOf } from "./guardedAddresses.ts";

/** Replies that tell of who we are, and nothing of the message (RFC 4954). */
const AUTH_REPLIES: ReadonlySet<number> = new Set([530, 534, 535, 538]);
/** Steps of a session that are about the message: what they refuse for good is refused for good. */
const OF_THE_MESSAGE: ReadonlySet<string> = new Set(["MAIL FROM", "RCPT TO", "DATA"]);

/** A server that takes mail, and how. */
export interface MailServer {
  /** A name, or an address. */
  readonly host: string;
  readonly port: number;
  /** NONE: not secured, in networks of ours alone. */
  readonly security: "STARTTLS" | "TLS" | "NONE";
  /** Who signed its certificate, as PEM; null: those that Node trusts. */
  readonly ca: string | null;
  /** Null: it takes mail of anybody who reaches it. */
  readonly login: { readonly user: string; readonly password: string } | null;
}

/** A message of plain text. What its headers hold has no line breaks. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** In angle brackets. */
  readonly messageId: string;
  /** Of the message that it belongs to; null: to none. */
  readonly inReplyTo: string | null;
  readonly date: Date;
  readonly subject: string;
  readonly text: string;
}

export interface MailOutcome {
  /** At least one recipient was taken. */
  readonly isTaken: boolean;
  /** The same message would be refused again. */
  readonly isFinal: boolean;
  /** The reply's code; null: there was none. */
  readonly status: number | null;
  /** What was answered, or why nothing was, for people. */
  readonly answer: string;
}

/** Sends one message. Never rejects. */
export type SendMail = (mail: Mail, server: MailServer) => Promise<MailOutcome>;

/** Why there is no connection, as people are told. */
class Unreached extends Error {}

/** What the client of SMTP says went wrong. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/**
 * Sends mail by SMTP, to nowhere that the guard refuses, secured unless the operator names the
 * network, with a certificate that is checked for the name, within a time.
 *
 * Guarantee: a connection is to the addresses that were checked. Killed, or cut off before the last
 * answer, a message may have been taken; sent again it has the same Message-ID.
 *
 * @param msMax from the name to the last answer, milliseconds
 */
export function createMailSender(guard: AddressGuard, msMax: number): SendMail {
  return async (mail, server) => {
    const signal = AbortSignal.timeout(msMax);
    const { host, port, security, ca, login } = server;
    const options: SMTPTransportOptions = {
      ...{ host, port, secure: security === "TLS", requireTLS: security === "STARTTLS" },
      ignoreTLS: security === "NONE",
      ...(ca === null ? {} : { tls: { ca } }),
      ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
      // A password that is not asked for is a mistake that people should see.
      forceAuth: true,
      getSocket: (_options, done) => {
        socketTo(server, guard, signal).then((connection) => done(null, { connection }), done);
      },
      ...{ disableFileAccess: true, disableUrlAccess: true },
      ...limitsBehind(msMax),
    };
    const transport = createTransport(options);
    try {
      const { inReplyTo, to, ...message } = mail;
      const sent = await transport.sendMail({
        ...{ ...message, to: [...to], signal },
        ...(inReplyTo === null ? {} : { inReplyTo, references: [inReplyTo] }),
        // Nobody's absence is to be told to a machine (RFC 3834).
        headers: { "auto-submitted": "auto-generated" },
      });
      const refused = (sent.rejectedErrors ?? []).map(({ message: why }) => why);
      const answer = [sent.response, ...refused].join("; ");
      return { isTaken: true, isFinal: true, status: replyCode(sent.response), answer };
    } catch (error) {
      return signal.aborted
        ? passing(`It did not answer within ${msMax / 1_000} s.`)
        : outcomeOf(error as SmtpError);
    } finally {
      transport.close();
    }
  };
}

/** A connection to what was checked. Throws Unreached, and what looking up or connecting throws. */
async function socketTo(
  { host, port, security }: MailServer,
  guard: AddressGuard,
  signal: AbortSignal,
): Promise<Socket> {
  const addresses = await addressesOf(host, guard);
  const refusal = refusalOf(
    addresses.map(({ address }) => address),
    security === "NONE" ? "told by STARTTLS or TLS" : null,
    guard,
  );
  if (refusal !== null) {
    throw new Unreached(refusal);
  }
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const lookup = isIP(host) === 0 ? { lookup: pinnedTo(addresses) } : {};
  const socket = connect({ host, port, autoSelectFamily: true, ...lookup });
  const stop = () => socket.destroy(new Error("stopped"));
  signal.addEventListener("abort", stop, { once: true });
  socket.once("connect", () => resolve(socket)).on("error", reject);
  try {
    return await promise;
  } finally {
    // TLS is upon it from now on, and a socket that is taken away from below a handshake can end
    // the process (seen with Node 24.21, 2026-11-30).
    signal.removeEventListener("abort", stop);
  }
}

/** The library's own limits, which would say in other words what the signal says of all of it. */
function limitsBehind(msMax: number) {
  const ms = 2 * msMax;
  return { connectionTimeout: ms, greetingTimeout: ms, socketTimeout: ms };
}

function passing(answer: string, status: number | null = null): MailOutcome {
  return { isTaken: false, isFinal: false, status, answer };
}

function outcomeOf(error: SmtpError): MailOutcome {
  const { code, originalCode, command = "", response, responseCode: status } = error;
  if (error instanceof Unreached) {
    return passing(error.message);
  }
  if (code === "EAUTH") {
    return passing(`It does not take its secret: ${response ?? "it asks for none"}`, status);
  }
  if (code === "ETLS" && response !== undefined) {
    return passing(`It does not take STARTTLS: ${response}`, status);
  }
  if (status !== undefined) {
    const isRefused = status >= 500 && OF_THE_MESSAGE.has(command) && !AUTH_REPLIES.has(status);
    return { isTaken: false, isFinal: isRefused, status, answer: response ?? error.message };
  }
  return /certificate/i.test(error.message)
    ? passing(`Its certificate is not valid: ${error.message}.`)
    : passing(`It could not be reached (${originalCode ?? code ?? "broken off"}).`);
}

function replyCode(response: string): number | null {
  const [code] = /^\d{3}/.exec(response) ?? [];
  return code === undefined ? null : Number(code);
}
