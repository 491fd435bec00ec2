import type { Socket } from "node:net";

/** Bytes before each message: its length. */
const HEADER_BYTES = 4;

/** A message with its length before it. */
export function frameOf(body: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  frame.writeUInt32BE(body.length, 0);
  frame.set(body, HEADER_BYTES);
  return frame;
}

/** Calls `onMessage` with every whole message that arrives on the socket. */
export function readFrames(socket: Socket, onMessage: (body: Buffer) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    for (;;) {
      if (size < HEADER_BYTES) return;
      let buffer = chunks[0] as Buffer;
      if (buffer.length < HEADER_BYTES) buffer = Buffer.concat(chunks);
      const end = HEADER_BYTES + buffer.readUInt32BE(0);
      if (size < end) {
        if (buffer !== chunks[0]) chunks = [buffer];
        return;
      }
      if (buffer.length < end) buffer = Buffer.concat(chunks);
      const rest = buffer.subarray(end);
      // What was put together holds all chunks; a first chunk that sufficed does not.
      const others = buffer === chunks[0] ? chunks.slice(1) : [];
      chunks = rest.length === 0 ? others : [rest, ...others];
      size -= end;
      onMessage(buffer.subarray(HEADER_BYTES, end));
    }
  });
}
