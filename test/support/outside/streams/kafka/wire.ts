/** Primitive types of Kafka's protocol (https://kafka.apache.org/protocol), read in order. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  #next(length: number): number {
    this.#at += length;
    return this.#at - length;
  }

  int8 = () => this.#bytes.readInt8(this.#next(1));
  int16 = () => this.#bytes.readInt16BE(this.#next(2));
  int32 = () => this.#bytes.readInt32BE(this.#next(4));
  int64 = () => this.#bytes.readBigInt64BE(this.#next(8));

  bytes(length: number): Buffer {
    const from = this.#next(length);
    return this.#bytes.subarray(from, from + length);
  }

  uvarint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#next(1));
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        return value;
      }
    }
  }

  /** NULLABLE_STRING of versions before the flexible ones. */
  string(): string | null {
    const length = this.int16();
    return length < 0 ? null : this.bytes(length).toString();
  }

  /** COMPACT_NULLABLE_STRING, or bytes of any kind. */
  compactBytes(): Buffer | null {
    const length = this.uvarint();
    return length === 0 ? null : this.bytes(length - 1);
  }

  compactString = () => this.compactBytes()?.toString() ?? null;
  uuid = () => this.bytes(16).toString("hex");

  array<T>(item: () => T): T[] {
    const length = this.uvarint();
    return Array.from({ length: Math.max(0, length - 1) }, () => item());
  }

  tags(): void {
    for (let left = this.uvarint(); left > 0; left -= 1) {
      this.uvarint();
      this.bytes(this.uvarint());
    }
  }
}

/** The same, written. */
export class WireWriter {
  readonly #parts: Buffer[] = [];

  #add(length: number, write: (part: Buffer) => void): this {
    const part = Buffer.alloc(length);
    write(part);
    this.#parts.push(part);
    return this;
  }

  int8 = (value: number) => this.#add(1, (part) => part.writeInt8(value));
  int16 = (value: number) => this.#add(2, (part) => part.writeInt16BE(value));
  int32 = (value: number) => this.#add(4, (part) => part.writeInt32BE(value));
  int64 = (value: bigint) => this.#add(8, (part) => part.writeBigInt64BE(value));
  tags = () => this.uvarint(0);
  uuid = (hex: string) => this.bytes(Buffer.from(hex, "hex"));
  compactString = (text: string | null) =>
    this.compactBytes(text === null ? null : Buffer.from(text));

  bytes(value: Buffer): this {
    this.#parts.push(value);
    return this;
  }

  uvarint(value: number): this {
    const bytes: number[] = [];
    let left = value;
    while (left >= 0x80) {
      bytes.push((left % 0x80) + 0x80);
      left = Math.floor(left / 0x80);
    }
    return this.bytes(Buffer.from([...bytes, left]));
  }

  string(text: string): this {
    const bytes = Buffer.from(text);
    return this.int16(bytes.length).bytes(bytes);
  }

  compactBytes(value: Buffer | null): this {
    return value === null ? this.uvarint(0) : this.uvarint(value.length + 1).bytes(value);
  }

  array<T>(items: readonly T[], item: (one: T) => unknown): this {
    this.uvarint(items.length + 1);
    for (const one of items) {
      item(one);
    }
    return this;
  }

  get buffer(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
