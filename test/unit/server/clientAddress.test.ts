import { expect, test } from "vitest";
import { createClientAddress, isNetwork } from "../../../src/platform/clientAddress.ts";

const from = (remoteAddress: string | undefined, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
});

test("without trusted proxies the socket says it, whatever a header claims", () => {
  const of = createClientAddress([]);
  expect(of(from("203.0.113.7", "192.0.2.1"))).toBe("203.0.113.7");
  expect(of(from("127.0.0.1", "192.0.2.1"))).toBe("127.0.0.1");
  expect(of(from(undefined))).toBe("");
});

test("of a trusted proxy the nearest address that is no proxy, never what a client wrote before it", () => {
  const of = createClientAddress(["10.0.0.0/8", "2001:db8:1::/48"]);
  expect(of(from("10.1.2.3", "192.0.2.1"))).toBe("192.0.2.1");
  expect(of(from("10.1.2.3", "1.1.1.1, 192.0.2.1, 10.9.9.9"))).toBe("192.0.2.1");
  expect(of(from("2001:db8:1::5", "1.1.1.1,192.0.2.1"))).toBe("192.0.2.1");
  expect(of(from("::ffff:10.1.2.3", "::ffff:192.0.2.1"))).toBe("192.0.2.1");
  // Not by a proxy of ours, so its header is the client's.
  expect(of(from("203.0.113.7", "192.0.2.1"))).toBe("203.0.113.7");
  for (const bad of ["", "nonsense", "192.0.2.1, nonsense", "192.0.2.1:443"]) {
    expect(of(from("10.1.2.3", bad))).toBe("10.1.2.3");
  }
  // All are proxies: the farthest that is known.
  expect(of(from("10.1.2.3", "10.0.0.1, 10.0.0.2"))).toBe("10.0.0.1");
});

test("an IPv6 client counts by its /64, in whatever spelling", () => {
  const of = createClientAddress([]);
  for (const address of [
    "2001:db8:0:7::1",
    "2001:DB8::7:1:2:3:4",
    "2001:0db8:0000:0007:a:b:c:d%eth0",
  ]) {
    expect(of(from(address))).toBe("2001:db8:0:7::/64");
  }
  expect(of(from("::1"))).toBe("0:0:0:0::/64");
});

test.each([
  ["10.0.0.7", true],
  ["10.0.0.0/8", true],
  ["2001:db8::/32", true],
  ["10.0.0.0/33", false],
  ["10.0.0.0/", false],
  ["10.0.0.0/8/8", false],
  ["proxy.example.com", false],
  ["", false],
])("%s is a network: %s", (text, is) => expect(isNetwork(text)).toBe(is));
