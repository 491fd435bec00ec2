import type { Ruleset, Wallet } from "./ruleset.ts";

/**
 * The wallet of a ruleset; one that it does not name has no price, and its points are active at
 * once and for ever.
 */
export function walletOf(ruleset: Ruleset, code: string): Wallet {
  return (
    ruleset.wallets.find((wallet) => wallet.code === code) ?? {
      code,
      activation: { kind: "AT_ONCE" },
      expiry: { kind: "NEVER" },
    }
  );
}
