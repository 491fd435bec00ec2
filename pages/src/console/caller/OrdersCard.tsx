import { Accordion, Badge, Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { CallerOrderFragment, CallerQuery } from "../../__generated__/graphql.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";
import { OlderOrders } from "./OlderOrders.tsx";
import { OrderWhy } from "./OrderWhy.tsx";

type Orders = NonNullable<NonNullable<CallerQuery["customer"]>["orders"]>;

interface Props {
  readonly id: string;
  readonly orders: Orders | null;
}

/** The last orders with their points; each opens to why, and to the way it took. */
export function OrdersCard({ id, orders }: Props) {
  const { words } = useWords();
  const say = words.caller.orders;
  const [isMore, setMore] = useState(false);
  return (
    <Section title={say.title} of={orders?.nodes.map((one) => [one.id, one.status, one.points])}>
      {orders === null && <Nothing>{words.parts.failed}</Nothing>}
      {orders?.nodes.length === 0 && <Nothing>{say.none}</Nothing>}
      {orders !== null && <OrderList orders={orders.nodes} />}
      {orders?.pageInfo.hasNextPage && !isMore && (
        <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => setMore(true)}>
          {words.parts.more}
        </Button>
      )}
      {isMore && <OlderOrders id={id} after={orders?.pageInfo.endCursor ?? null} />}
    </Section>
  );
}

export function OrderList({ orders }: { readonly orders: readonly CallerOrderFragment[] }) {
  const [opened, setOpened] = useState<string[]>([]);
  return (
    <Accordion variant="separated" multiple value={opened} onChange={setOpened}>
      {orders.map((order) => (
        <Accordion.Item key={order.id} value={order.id}>
          <Accordion.Control>
            <OrderLine order={order} />
          </Accordion.Control>
          <Accordion.Panel>
            {opened.includes(order.id) && <OrderWhy id={order.id} />}
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function OrderLine({ order }: { readonly order: CallerOrderFragment }) {
  const { words, formats } = useWords();
  const say = words.caller.orders;
  const { references, placedAt, status, total, points, store, channel, handoff } = order;
  const problem = handoff?.firstProblem;
  // It stands in a button, in which HTML allows words alone.
  return (
    <span className="stacked">
      <Group component="span" justify="space-between" gap="xs">
        <Text component="span" size="sm" fw={600} className="foreign">
          {references[0]?.value}{" "}
          <Badge component="span" variant="default">
            {say.statuses[status] ?? status}
          </Badge>
        </Text>
        <Text component="span" size="sm" className="figure">
          {formats.money(total)}
        </Text>
      </Group>
      <Group component="span" justify="space-between" gap="xs">
        <Text component="span" size="xs" c="dimmed">
          {formats.moment(placedAt)} · {store?.name ?? channel}
        </Text>
        <Text component="span" size="xs" className="figure">
          <PointsOf points={points} />
        </Text>
      </Group>
      {problem != null && (
        <Text component="span" size="xs" c="orange" className="foreign">
          {say.firstProblem(
            `${problem.boundary.to}: ${problem.detail ?? say.hops[problem.state] ?? problem.state}`,
          )}
        </Text>
      )}
    </span>
  );
}

function PointsOf({ points }: { readonly points: CallerOrderFragment["points"] }) {
  const { words, formats } = useWords();
  const { expected, pending, active, activatesAt } = points;
  const say = words.caller.orders;
  if (pending !== "0") {
    const until = activatesAt == null ? "" : ` ${say.pendingUntil(formats.day(activatesAt))}`;
    return `${formats.points(active)} + ${formats.points(pending)} ${words.caller.points.pending}${until}`;
  }
  const isExpected = active === "0" && expected !== "0";
  return isExpected
    ? `${formats.points(expected)} ${words.caller.points.expected}`
    : `${formats.points(active)} ${say.points}`;
}
