import {
  Alert,
  DescriptionList,
  DescriptionListItem,
  Flex,
  hubspot,
  Link,
  LoadingSpinner,
  Text,
} from "@hubspot/ui-extensions";
import { useCrmProperties } from "@hubspot/ui-extensions/crm";
import { useEffect, useState } from "react";

/** The token service, as permittedUrls of app-hsmeta.json has it. */
const TOKENS = "https://tokens.example.com";
/** Tributary's console; the provider signs people in there. */
const CONSOLE = "https://loyalty.example.com/console/customers";

interface Customer {
  readonly id: string;
  readonly name: string | null;
  readonly problems: readonly { readonly sentence: string }[];
  readonly loyalty: {
    readonly tier: { readonly name: string } | null;
    readonly accounts: readonly {
      readonly wallet: string;
      readonly active: string;
      readonly pending: string;
    }[];
  } | null;
}

/** What is shown: nobody yet, somebody, nobody of ours, or that it could not be read. */
type Shown =
  | { readonly kind: "waits" }
  | { readonly kind: "nobody" }
  | { readonly kind: "failed" }
  | { readonly kind: "customer"; readonly customer: Customer };

hubspot.extend<"crm.record.sidebar">(() => <TributaryCard />);

/** Tier, points and what is wrong, beside the contact; HubSpot signs the request as its user. */
export function TributaryCard() {
  const { properties, isLoading } = useCrmProperties(["email"]);
  const email = properties["email"] ?? null;
  const shown = useCustomer(isLoading ? null : email);
  if (!isLoading && email === null) {
    return <Text>This contact has no e-mail address.</Text>;
  }
  if (shown.kind === "waits" || email === null) {
    return <LoadingSpinner label="Loading" />;
  }
  if (shown.kind === "failed") {
    return (
      <Alert title="Tributary does not answer" variant="warning">
        Try again in a moment.
      </Alert>
    );
  }
  return (
    <Flex direction="column" gap="sm">
      {shown.kind === "nobody" ? (
        <Text>No customer has this address.</Text>
      ) : (
        <CustomerCard customer={shown.customer} />
      )}
      <Link href={{ url: CONSOLE, external: true }}>Open the console</Link>
    </Flex>
  );
}

function CustomerCard({ customer: { loyalty, problems } }: { readonly customer: Customer }) {
  return (
    <>
      {problems.map(({ sentence }) => (
        <Alert key={sentence} title={sentence} variant="warning" />
      ))}
      <DescriptionList direction="row">
        <DescriptionListItem label="Tier">
          <Text>{loyalty?.tier?.name ?? "No member"}</Text>
        </DescriptionListItem>
        {(loyalty?.accounts ?? []).map(({ wallet, active, pending }) => (
          <DescriptionListItem key={wallet} label={wallet}>
            <Text>
              {active} to spend, {pending} on their way
            </Text>
          </DescriptionListItem>
        ))}
      </DescriptionList>
    </>
  );
}

/** Asks anew whenever another contact is shown; an answer for the one before is dropped. */
function useCustomer(email: string | null): Shown {
  const [shown, setShown] = useState<Shown>({ kind: "waits" });
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Shown) => {
      if (isCurrent) {
        setShown(next);
      }
    };
    setShown({ kind: "waits" });
    if (email !== null) {
      readCustomer(email).then(show, () => show({ kind: "failed" }));
    }
    return () => {
      isCurrent = false;
    };
  }, [email]);
  return shown;
}

async function readCustomer(email: string): Promise<Shown> {
  const url = `${TOKENS}/hubspot/customer`;
  const response = await hubspot.fetch(url, { method: "POST", body: { email } });
  if (!response.ok) {
    throw new Error(`The token service answered ${response.status}.`);
  }
  const { customer } = (await response.json()) as { readonly customer: Customer | null };
  return customer === null ? { kind: "nobody" } : { kind: "customer", customer };
}
