import { List, Loader, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "urql";
import { CallerOrderWhyDocument, type CallerOrderWhyQuery } from "../../__generated__/graphql.ts";
import { HopTimeline } from "../hops/HopTimeline.tsx";
import { CopyText } from "../parts/CopyText.tsx";
import { sayError } from "../parts/errors.ts";
import { useWords } from "../words/context.ts";

type Why = NonNullable<CallerOrderWhyQuery["order"]>;

/** Why an order gave what it gave, line by line, and the way it took. */
export function OrderWhy({ id }: { readonly id: string }) {
  const { words, language } = useWords();
  const say = words.caller.orders;
  const [{ data, error, fetching }] = useQuery({
    query: CallerOrderWhyDocument,
    variables: { id, locale: language },
    requestPolicy: "cache-and-network",
  });
  const order = data?.order;
  if (order == null) {
    return fetching ? (
      <Loader size="sm" role="status" aria-label={words.parts.loading} />
    ) : (
      <Text c="red">{sayError(error, words)}</Text>
    );
  }
  const { explanation } = order.points;
  return (
    <Stack gap="sm">
      <div>
        <Title order={3} size="h6">
          {say.why} <CopyText text={explanation.join(" ")} label={words.caller.copySentence} />
        </Title>
        <List size="sm">
          {explanation.map((sentence) => (
            <List.Item key={sentence} className="foreign">
              {sentence}
            </List.Item>
          ))}
        </List>
      </div>
      <Lines lines={order.lines} />
      {order.handoff != null && (
        <div>
          <Title order={3} size="h6" mb="xs">
            {say.way}
          </Title>
          <HopTimeline hops={order.handoff.hops} />
        </div>
      )}
    </Stack>
  );
}

function Lines({ lines }: { readonly lines: Why["lines"] }) {
  const { words, formats } = useWords();
  const say = words.caller.orders;
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table fz="sm" verticalSpacing={4} captionSide="top">
        <Table.Caption ta="left" fw={600}>
          {say.lines}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.article}</Table.Th>
            <Table.Th ta="right">{say.quantity}</Table.Th>
            <Table.Th ta="right">{say.paid}</Table.Th>
            <Table.Th ta="right">{say.earns}</Table.Th>
            <Table.Th>{say.notEarning}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td className="foreign">{line.name ?? line.article ?? line.kind}</Table.Td>
              <Table.Td ta="right" className="figure">
                {line.quantity}
              </Table.Td>
              <Table.Td ta="right" className="figure">
                {formats.money(line.paid)}
              </Table.Td>
              <Table.Td ta="right" className="figure">
                {formats.points(line.points)}
              </Table.Td>
              <Table.Td>
                {line.notEarningBecause == null
                  ? ""
                  : (say.reasons[line.notEarningBecause] ?? line.notEarningBecause)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
