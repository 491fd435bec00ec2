import { describe, expect, test } from "vitest";
import { createAddressGuard } from "../../../../src/platform/outgoing/addressGuard.ts";

const PUBLIC = ["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:2800:220:1::1", "2a00:1450::5"];
const NOT_PUBLIC = [
  // This host, private networks, shared ones, link-local with the metadata of clouds.
  ...["0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1"],
  ...["172.31.255.255", "192.168.1.1", "100.64.0.1", "100.100.100.200", "169.254.169.254"],
  // Public by number: a cloud's own.
  "168.63.129.16",
  // For protocols, documentation, measuring, relaying, many, nobody yet, everybody.
  ...["192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"],
  ...["224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"],
  ...["::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1"],
  // IPv4 inside of IPv6: compatible, mapped (twice), translated (thrice), 6to4, Teredo.
  ...["::7f00:1", "::ffff:127.0.0.1", "::ffff:808:808", "::ffff:0:8.8.8.8", "64:ff9b::7f00:1"],
  ...["64:ff9b:1::1", "2002:7f00:1::", "2001::1"],
  ...["2001:db8::1", "3fff::1", "5f00::1", "4000::1", "::2"],
  // What is no address of the internet at all.
  ...["fe80::1%eth0", "2606:2800:220:1::1%1", "1", "2130706433", "0x7f.1", "0177.0.0.1", "", "a"],
];

describe("without networks of the operator's", () => {
  const reachOf = createAddressGuard([]);

  test.each(PUBLIC)("%s may be reached", (address) => {
    expect(reachOf(address)).toBe("PUBLIC");
  });

  test.each(NOT_PUBLIC)("%j may not", (address) => {
    expect(reachOf(address)).toBe("REFUSED");
  });
});

test("a network that the operator names may be reached, and nothing beside it", () => {
  const reachOf = createAddressGuard(["127.0.0.0/8", "fd00:1::/64", "10.1.2.3"]);
  expect(["127.9.0.1", "::ffff:127.0.0.1", "fd00:1::7", "10.1.2.3"].map(reachOf)).toEqual(
    Array(4).fill("OWN"),
  );
  expect(["10.1.2.4", "fd00:2::7", "::1", "169.254.169.254", "fe80::1%lo"].map(reachOf)).toEqual(
    Array(5).fill("REFUSED"),
  );
});
