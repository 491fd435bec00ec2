import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";

/** Who may connect, and how they prove it. */
export interface PeerUser {
  readonly mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
  name: string;
  password: string;
}

const ITERATIONS = 4_096;

/** What a connection has proved so far (RFC 4616, RFC 5802). */
export class SaslSession {
  readonly #user: PeerUser;
  #first: { readonly bare: string; readonly server: string; readonly salt: Buffer } | null = null;
  isProven = false;
  isRefused = false;

  constructor(user: PeerUser) {
    this.#user = user;
  }

  /** @returns the answer; null: refused */
  answer(bytes: Buffer): Buffer | null {
    const isPlain = this.#user.mechanism === "PLAIN";
    const answer = isPlain ? this.#plain(bytes) : this.#scram(bytes.toString());
    this.isRefused = answer === null;
    return answer;
  }

  #plain(bytes: Buffer): Buffer | null {
    const [, name, password] = bytes.toString().split("\0");
    this.isProven = name === this.#user.name && password === this.#user.password;
    return this.isProven ? Buffer.alloc(0) : null;
  }

  #scram(text: string): Buffer | null {
    if (this.#first === null) {
      const bare = text.replace(/^n,,/, "");
      const salt = randomBytes(16);
      const nonce = `${/r=([^,]+)/.exec(bare)?.[1]}${randomBytes(9).toString("hex")}`;
      const server = `r=${nonce},s=${salt.toString("base64")},i=${ITERATIONS}`;
      this.#first = { bare, server, salt };
      return Buffer.from(server);
    }
    const { bare, server, salt } = this.#first;
    const digest = this.#user.mechanism === "SCRAM-SHA-512" ? "sha512" : "sha256";
    const hmac = (key: Buffer, data: string) => createHmac(digest, key).update(data).digest();
    const length = createHash(digest).digest().length;
    const salted = pbkdf2Sync(this.#user.password, salt, ITERATIONS, length, digest);
    const message = `${bare},${server},${text.replace(/,p=.*$/, "")}`;
    const clientKey = hmac(salted, "Client Key");
    const signature = hmac(createHash(digest).update(clientKey).digest(), message);
    const proof = Buffer.from(/p=(.*)$/.exec(text)?.[1] ?? "", "base64");
    const expected = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0)));
    this.isProven =
      bare.startsWith(`n=${this.#user.name},`) &&
      proof.length === expected.length &&
      timingSafeEqual(proof, expected);
    const verifier = hmac(hmac(salted, "Server Key"), message).toString("base64");
    return this.isProven ? Buffer.from(`v=${verifier}`) : null;
  }
}
