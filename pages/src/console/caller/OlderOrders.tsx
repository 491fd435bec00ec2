import { Button, Loader, Text } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { CallerOlderOrdersDocument } from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { useWords } from "../words/context.ts";
import { OrderList } from "./OrdersCard.tsx";

interface Props {
  readonly id: string;
  readonly after: string | null;
}

/** A page of older orders, and the ones behind it when they are asked for. */
export function OlderOrders({ id, after }: Props) {
  const { words } = useWords();
  const [isMore, setMore] = useState(false);
  const [{ data, error, fetching }] = useQuery({
    query: CallerOlderOrdersDocument,
    variables: { by: { id }, after },
  });
  const orders = data?.customer?.orders;
  return (
    <>
      {fetching && <Loader size="sm" role="status" aria-label={words.parts.loading} />}
      {error !== undefined && <Text c="red">{sayError(error, words)}</Text>}
      {orders != null && <OrderList orders={orders.nodes} />}
      {orders?.pageInfo.hasNextPage && !isMore && (
        <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => setMore(true)}>
          {words.parts.more}
        </Button>
      )}
      {isMore && <OlderOrders id={id} after={orders?.pageInfo.endCursor ?? null} />}
    </>
  );
}
