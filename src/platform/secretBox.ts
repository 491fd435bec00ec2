import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { openOwnKeyFile } from "./ownKeyFile.ts";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Hex digits by which a key is told from others: nobody has many. */
const KEY_ID_LENGTH = 16;

/** A secret as it is stored. */
export interface SealedSecret {
  /** Of the key that opens it. */
  readonly keyId: string;
  readonly sealed: Buffer;
}

/**
 * Seals what must be had in full later and must not be read from a database or its backup: secrets
 * of systems that we talk with. AES-256-GCM (NIST SP 800-38D) with a random nonce; bound to its
 * owner, so that a row put in another's place does not open.
 */
export class SecretBox {
  readonly keyId: string;
  readonly #key: KeyObject;

  private constructor(key: Buffer) {
    this.#key = createSecretKey(key);
    this.keyId = hash("sha256", key, "hex").slice(0, KEY_ID_LENGTH);
  }

  /**
   * Opens the key in a file, and makes it (readable by its owner alone) the first time. Servers and
   * commands of one database share the file.
   *
   * @throws Error naming the file when it cannot be read or is no key
   */
  static async open(path: string): Promise<SecretBox> {
    const text = await openOwnKeyFile(
      path,
      async () => `${randomBytes(KEY_BYTES).toString("base64")}\n`,
    );
    const key = Buffer.from(text.trim(), "base64");
    if (key.length !== KEY_BYTES) {
      throw new Error(
        `${path} is no key of ${KEY_BYTES} bytes in base64; put the right file there.`,
      );
    }
    return new SecretBox(key);
  }

  /** @param owner whose secret it is, such as `source:shop` */
  seal(secret: string, owner: string): SealedSecret {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(owner));
    const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
    return { keyId: this.keyId, sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
  }

  /**
   * A text's keyed hash (HMAC-SHA-256, base64url), the same each time: to see later whether another
   * text is the same, by a value from which nobody without the key can find it by trying.
   *
   * @param owner whose text it is: another one's has another hash
   */
  hashOf(text: string, owner: string): string {
    return createHmac("sha256", this.#key).update(`hash\0${owner}\0${text}`).digest("base64url");
  }

  /** @throws Error when it was sealed with another key, or for another owner */
  open({ keyId, sealed }: SealedSecret, owner: string): string {
    if (keyId !== this.keyId) {
      throw new Error(
        `A secret of ${owner} is sealed with key ${keyId}, and this is ${this.keyId}: give every server the same SECRETS_KEY_FILE.`,
      );
    }
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(owner));
    decipher.setAuthTag(tag);
    const body = sealed.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
  }
}
