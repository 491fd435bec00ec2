import { Alert, Anchor, Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "urql";
import { Link, useParams } from "wouter";
import { OpsPurchaseDocument } from "../../__generated__/graphql.ts";
import { HopTimeline } from "../hops/HopTimeline.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";
import { Told } from "./Told.tsx";

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
        const { order, references, hops, told } = node;
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
              <HopTimeline hops={hops} />
            </Section>
            {told != null && <Told told={told} />}
            {order != null && references[0] !== undefined && (
              <Anchor
                component={Link}
                underline="always"
                href={`/diagnosis?by=order&value=${encodeURIComponent(references[0].value)}`}
              >
                {words.pages.diagnosis}
              </Anchor>
            )}
          </Stack>
        );
      }}
    </Read>
  );
}
