import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { expect, it } from "vitest";
import { frameOf, readFrames } from "../../../bench/processes/frames.ts";

/** What arrives when the bytes of all messages come in pieces of one size. */
function received(messages: readonly string[], pieceBytes: number): string[] {
  const socket = new EventEmitter();
  const found: string[] = [];
  readFrames(socket as Socket, (body) => found.push(body.toString("utf8")));
  const bytes = Buffer.concat(messages.map((message) => frameOf(Buffer.from(message))));
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
