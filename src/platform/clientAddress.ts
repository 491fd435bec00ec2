import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4 } from "node:net";
import { z } from "zod";

/**
 * Addresses of proxies between a client and us that are looked at; what a client wrote in front of
 * them is not.
 */
const HOPS_MAX = 10;

/** Says where a request came from, for budgets per address; never to let anybody in. */
export type ClientAddressOf = (
  request: Pick<IncomingMessage, "headers"> & {
    readonly socket: { readonly remoteAddress?: string | undefined };
  },
) => string;

/** Whether it is an address, or a network such as 10.0.0.0/8. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) {
    return false;
  }
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
}

/** A setting that is a list of addresses and networks. */
export const networkList = z
  .string()
  .transform((text) => text.split(",").map((network) => network.trim()))
  .refine(
    (networks) => networks.every(isNetwork),
    "must be addresses or networks with commas between them, such as 10.0.0.7,192.168.0.0/16",
  );

/**
 * Says of addresses whether they are in one of some networks; of what is none: no.
 *
 * @param networks addresses and networks, as `isNetwork` takes them
 */
export function networksOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    list.addSubnet(
      address,
      bits === undefined ? (family === "ipv4" ? 32 : 128) : Number(bits),
      family,
    );
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

/**
 * The address of the client: the socket's, or, where that is one of our proxies, the nearest one in
 * X-Forwarded-For that is none. Without proxies the header means nothing: everybody can write it.
 * IPv6 clients count by their /64, of which each has as many addresses as it likes.
 *
 * @param trustedProxies addresses and networks, as `isNetwork` takes them
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddressOf {
  const isProxy = networksOf(trustedProxies);
  return ({ socket, headers }) => {
    let client = plain(socket.remoteAddress ?? "");
    if (trustedProxies.length === 0 || !isProxy(client)) {
      return counted(client);
    }
    const forwarded = String(headers["x-forwarded-for"] ?? "")
      .split(",")
      .slice(-HOPS_MAX)
      .map((part) => plain(part.trim()));
    for (const address of forwarded.toReversed()) {
      // What is no address was not written by a proxy of ours.
      if (isIP(address) === 0) {
        break;
      }
      client = address;
      if (!isProxy(address)) {
        break;
      }
    }
    return counted(client);
  };
}

/** IPv4 as IPv4, also where the socket shows it as IPv6. */
function plain(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}

function counted(address: string): string {
  if (isIP(address) !== 6) {
    return address;
  }
  const [head = "", tail] = address.split("%", 1)[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
