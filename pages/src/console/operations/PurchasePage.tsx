import { Alert, Anchor, Badge, Group, Stack, Text, Timeline } from "@mantine/core";
import { useQuery } from "urql";
import { useParams } from "wouter";
import { type OpsHopFragment, OpsPurchaseDocument } from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";
import { HOP_COLOURS } from "./HopBadges.tsx";

/** One purchase hop by hop: when it arrived, how late, and who is called. */
export default function PurchasePage() {
  const { words, formats } = useWords();
  const say = words.operations.purchase;
  const { id = "" } = useParams();
  const [{ data, error }, read] = useQuery({
    query: OpsPurchaseDocument,
    variables: { id: decodeURIComponent(id) },
    requestPolicy: "cache-and-network",
  });
  return (
    <Read data={data} error={error} retry={() => read()}>
      {({ node }) => {
        if (node?.__typename !== "Handoff") {
          return <Alert title={say.gone}>{words.shell.notHereMore}</Alert>;
        }
        const { order, references, hops } = node;
        return (
          <Stack>
            <PageHead title={say.title} lead={references.map(({ value }) => value).join(" · ")} />
            <Section title={say.order}>
              {order == null ? (
                <Nothing>{say.noOrder}</Nothing>
              ) : (
                <Group>
                  <Text className="figure">{formats.money(order.total)}</Text>
                  <Badge variant="default">
                    {words.caller.orders.statuses[order.status] ?? order.status}
                  </Badge>
                  <Text c="dimmed">
                    {formats.moment(order.placedAt)} · {order.channel}
                  </Text>
                </Group>
              )}
            </Section>
            <Section title={words.caller.orders.way}>
              <Hops hops={hops} />
            </Section>
          </Stack>
        );
      }}
    </Read>
  );
}

function Hops({ hops }: { readonly hops: readonly OpsHopFragment[] }) {
  const { words, formats } = useWords();
  const say = words.operations.purchase;
  return (
    <Timeline bulletSize={14} lineWidth={2} active={hops.length}>
      {hops.map(({ boundary, state, at, lagMs, detail }) => (
        <Timeline.Item
          key={boundary.code}
          color={HOP_COLOURS[state] ?? "gray"}
          title={`${boundary.from} → ${boundary.to}`}
        >
          <Group gap="xs">
            <Badge variant="light" color={HOP_COLOURS[state] ?? "gray"}>
              {words.caller.orders.hops[state] ?? state}
            </Badge>
            {at != null && <Text size="sm">{formats.moment(at)}</Text>}
            {lagMs != null && (
              <Text size="sm" className="figure">
                {formats.lag(lagMs)}
              </Text>
            )}
          </Group>
          {detail != null && (
            <Text size="sm" className="foreign">
              {detail}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {say.owner}: {boundary.owner.team}, {boundary.owner.contact} ·{" "}
            <Anchor href={`/${boundary.runbook.replace(/\.md(?=#|$)/, "")}`} size="xs">
              {say.runbook}
            </Anchor>
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
