import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import type { Reach } from "./addressGuard.ts";

/** Who says what may be connected to. */
export interface AddressGuard {
  readonly reachOf: (address: string) => Reach;
  /** The setting that names addresses which may be reached, for the sentence that refuses one. */
  readonly setting: string;
  /** Addresses of a name; the system's when absent. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>;
}

/** Addresses of a name, as the system says, or as a test does. Throws what looking it up throws. */
export async function addressesOf(
  name: string,
  { resolve = (one) => lookup(one, { all: true }) }: AddressGuard,
): Promise<readonly LookupAddress[]> {
  const family = isIP(name);
  return family === 0 ? await resolve(name) : [{ address: name, family }];
}

/**
 * Why none of these addresses is connected to; null: all may be. One that is not public is enough.
 *
 * @param secured how its address has to begin when it is not secured, such as `https`; null: it is
 */
export function refusalOf(
  addresses: readonly string[],
  secured: string | null,
  { reachOf, setting }: AddressGuard,
): string | null {
  const reaches = addresses.map(reachOf);
  if (reaches.length === 0 || reaches.includes("REFUSED")) {
    return `Its address is not public: ${setting} names those that may be reached.`;
  }
  return secured !== null && reaches.includes("PUBLIC") ? `Its address must be ${secured}.` : null;
}

/** Answers with what was checked, whatever the name says by now. */
export function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_name, options, callback) => {
    const fit = addresses.filter(({ family }) => !options.family || options.family === family);
    const [first] = fit;
    if (options.all === true) {
      callback(null, [...fit]);
    } else if (first === undefined) {
      callback(Object.assign(new Error("no such address"), { code: "ENOTFOUND" }), "");
    } else {
      callback(null, first.address, first.family);
    }
  };
}
