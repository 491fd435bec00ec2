import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { expect, it } from "vitest";
import { frameOf, readFrames, readHttp } from "../../../bench/processes/callers.ts";

/** What arrives when the bytes of all messages come in pieces of one size. */
function received(messages: readonly string[], pieceBytes: number): string[] {
  const frames = messages.map((message) => frameOf(Buffer.from(message)));
  return readBy(readFrames, Buffer.concat(frames), pieceBytes);
}

function readBy(read: typeof readFrames, bytes: Buffer, pieceBytes: number): string[] {
  const socket = new EventEmitter();
  const found: string[] = [];
  read(socket as Socket, (body) => found.push(body.toString("utf8")));
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    socket.emit("data", bytes.subarray(at, at + pieceBytes));
  }
  return found;
}

it.each([1, 2, 3, 4, 5, 7, 64, 1_000])(
  "messages arrive whole and in order when they come in pieces of %i bytes",
  (pieceBytes) => {
    const messages = ["one", "", "a longer message \u00e9", "x".repeat(300), "end"];
    expect(received(messages, pieceBytes)).toEqual(messages);
  },
);

it.each([1, 2, 7, 64, 1_000])(
  "answers of HTTP arrive whole, in one piece or in chunks, when they come in pieces of %i bytes",
  (pieceBytes) => {
    const whole = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\none \u00e9";
    const chunks =
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\ntw\n\r\n3\r\no \u00e9\r\n0\r\n\r\n";
    const nothing = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n";
    const bytes = Buffer.from(whole + chunks + nothing + whole);
    expect(readBy(readHttp, bytes, pieceBytes)).toEqual([
      "one \u00e9",
      "tw\no \u00e9",
      "",
      "one \u00e9",
    ]);
  },
);
