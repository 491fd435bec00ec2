import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { networksOf } from "../clientAddress.ts";

/** PUBLIC: somebody's on the internet. OWN: the operator says that it may be reached. */
export type Reach = "PUBLIC" | "OWN" | "REFUSED";

/** Public by their number, and answered by the machine that we run on (Azure). */
const METADATA: ReadonlySet<string> = new Set(["168.63.129.16"]);
/** All of IPv6 that is given to anybody (RFC 4291): what is outside is for something else. */
const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3");

/**
 * Says which addresses may be connected to: public ones, and those in networks that the operator
 * names. Everything else is refused: loopback, private and shared networks, link-local (where
 * clouds keep their metadata), multicast, IPv4 inside of IPv6 (mapped, NAT64, 6to4, Teredo), what
 * is unspecified or reserved, and addresses with a zone.
 *
 * @param ownNetworks addresses and networks, as `isNetwork` takes them
 */
export function createAddressGuard(ownNetworks: readonly string[]): (address: string) => Reach {
  const isOwn = networksOf(ownNetworks);
  return (address) => {
    if (isIP(address) === 0 || address.includes("%")) {
      return "REFUSED";
    }
    if (isOwn(address)) {
      return "OWN";
    }
    const parsed = ipaddr.parse(address);
    const isGlobal = parsed.kind() === "ipv4" || parsed.match(GLOBAL_IPV6);
    return parsed.range() === "unicast" && isGlobal && !METADATA.has(address)
      ? "PUBLIC"
      : "REFUSED";
  };
}
