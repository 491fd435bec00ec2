import { Badge, Code, Group, Stack, Table, Text } from "@mantine/core";
import type { DiagnosisSeenQuery } from "../../__generated__/graphql.ts";
import { CopyText } from "../parts/CopyText.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { CHECKS } from "./words.ts";

type Order = NonNullable<DiagnosisSeenQuery["diagnoseCustomer"]>["orders"][number];

const COLOURS: Readonly<Record<string, string>> = {
  ARRIVED: "teal",
  WAITS: "gray",
  LATE: "yellow",
  DEAD: "red",
  SKIPPED: "gray",
};

/** The least width of a value, so that short ones are not broken. */
const VALUE_PX = 90;

/** One order: each disagreement with the systems before and behind it, then the destinations. */
export function DiagnosedOrder({ order }: { readonly order: Order }) {
  const { formats } = useWords();
  const say = useChapter(CHECKS).diagnosis;
  const { number, fulfilledAt, amount, findings, deliveries } = order;
  return (
    <Section title={number} aside={<Text className="figure">{formats.money(amount)}</Text>}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {say.handedOver(formats.moment(fulfilledAt))}
        </Text>
        {findings.length === 0 ? <Nothing>{say.same}</Nothing> : <Findings findings={findings} />}
        {deliveries.length > 0 && (
          <Group gap="xs">
            <Text size="sm">{say.deliveries}:</Text>
            {deliveries.map(({ destination, state, answer }) => (
              <Group key={destination} gap="xs">
                <Badge variant="light" color={COLOURS[state] ?? "gray"}>
                  {destination}: {say.states[state] ?? state}
                </Badge>
                {answer != null && (
                  <Text size="xs" className="foreign">
                    {answer}
                  </Text>
                )}
              </Group>
            ))}
          </Group>
        )}
      </Stack>
    </Section>
  );
}

function Findings({ findings }: { readonly findings: Order["findings"] }) {
  const say = useChapter(CHECKS).diagnosis;
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.finding}</Table.Th>
            <Table.Th>{say.expected}</Table.Th>
            <Table.Th>{say.seen}</Table.Th>
            <Table.Th>{say.boundary}</Table.Th>
            <Table.Th>{say.evidence}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {findings.map((one) => (
            <Table.Tr key={`${one.boundary} ${one.field} ${one.kind}`}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {say.findings[one.kind] ?? one.kind}
                </Text>
                <Text size="xs">{say.causes[one.cause] ?? one.cause}</Text>
              </Table.Td>
              <Table.Td miw={VALUE_PX} className="foreign">
                {one.expected ?? "–"}
              </Table.Td>
              <Table.Td miw={VALUE_PX} className="foreign">
                {one.seen ?? say.nothing}
              </Table.Td>
              <Table.Td>
                {one.boundary}
                <Text size="xs" c="dimmed" className="foreign">
                  {one.owner.team}, {one.owner.contact}
                </Text>
              </Table.Td>
              <Table.Td className="foreign">
                {one.evidence}
                {one.command != null && (
                  <Group gap="xs" wrap="nowrap">
                    <Code className="foreign">{one.command}</Code>
                    <CopyText text={one.command} label={say.mend} />
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
