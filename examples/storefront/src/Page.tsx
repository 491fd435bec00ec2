import { useState } from "react";
import type { PageQuery, TierChangedSubscription } from "./__generated__/graphql.ts";

type Customer = NonNullable<PageQuery["customer"]>;
export type Change = TierChangedSubscription["tierChanged"];

/** What has changed since the page was opened, the latest last. */
export function useChanges() {
  const [changes, setChanges] = useState<readonly Change[]>([]);
  return { changes, add: (change: Change) => setChanges((before) => [...before, change]) };
}

interface Props {
  readonly customer: Customer;
  readonly changes: readonly Change[];
}

export function Page({ customer, changes }: Props) {
  // Without a cache that knows ids, the last change has what is so now.
  const loyalty = changes.at(-1)?.customer?.loyalty ?? customer.loyalty;
  if (loyalty == null) {
    return <p>Join our programme to collect points.</p>;
  }
  const { tier, next, accounts } = loyalty;
  return (
    <main>
      <h1>Hello, {customer.name ?? "there"}</h1>
      <p className="tier">{tier.name}</p>
      {accounts.map(({ id, active }) => (
        <p className="points" key={id}>
          {BigInt(active).toLocaleString("en")} points
        </p>
      ))}
      {next != null && (
        <p>
          {next.have} of {next.need} {next.unit} towards {next.tier.name}
        </p>
      )}
      <ul>
        {changes.map(({ cursor, to }) => (
          <li key={cursor}>You are {to.name} now.</li>
        ))}
      </ul>
    </main>
  );
}
