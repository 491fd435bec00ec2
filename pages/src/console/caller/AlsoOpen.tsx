import { Badge } from "@mantine/core";
import { useSubscription } from "urql";
import { CallerOpenDocument } from "../../__generated__/graphql.ts";
import { useWords } from "../words/context.ts";

/** How many are named; the others are counted. */
const NAMED_MAX = 3;

/** Says who else has the customer open, and tells them of us for as long as this is shown. */
export function AlsoOpen({ id }: { readonly id: string }) {
  const { words } = useWords();
  const [{ data }] = useSubscription({ query: CallerOpenDocument, variables: { id } });
  const open = data?.customerOpen.alsoOpen;
  const named = open?.people.slice(0, NAMED_MAX).map(({ by }) => by.name) ?? [];
  return (
    <span role="status">
      {open !== undefined && named.length > 0 && (
        <Badge color="grape" variant="light" tt="none" data-testid="also-open">
          {words.caller.also(named, open.count.value - named.length)}
        </Badge>
      )}
    </span>
  );
}
