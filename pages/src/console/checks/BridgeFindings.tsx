import { Badge, Code, Group, Stack, Table, Text, Title } from "@mantine/core";
import type { BridgeSeenQuery } from "../../__generated__/graphql.ts";
import { CopyText } from "../parts/CopyText.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { CHECKS } from "./words.ts";

type Day = BridgeSeenQuery["bridge"][number];

/** Purchases that do not add up: what their messages come to beside what the ledger has. */
export function BridgeFindings({ findings }: { readonly findings: Day["findings"] }) {
  const { words, formats } = useWords();
  const say = useChapter(CHECKS).bridge;
  return (
    <Table.ScrollContainer minWidth={560}>
      <Title order={3} size="h6">
        {say.findings}
      </Title>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.purchase}</Table.Th>
            <Table.Th>{say.kind}</Table.Th>
            <Table.Th ta="right">{say.toldAs}</Table.Th>
            <Table.Th ta="right">{say.inLedger}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {findings.map((finding) => {
            const { kind, references, told, ledger, pointsShown, pointsBooked } = finding;
            const name = references[0]?.value ?? words.parts.nothing;
            return (
              <Table.Tr key={`${kind} ${name}`}>
                <Table.Td className="foreign">{name}</Table.Td>
                <Table.Td>{say.kinds[kind] ?? kind}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {kind === "POINTS" ? formats.points(pointsShown) : formats.money(told)}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {kind === "POINTS" ? formats.points(pointsBooked) : formats.money(ledger)}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** What can be done: a line to run where the server runs, or whom to ask. */
export function BridgeRepairs({ repairs }: { readonly repairs: Day["repairs"] }) {
  const say = useChapter(CHECKS).bridge;
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        {say.repairs}
      </Title>
      {repairs.map(({ sentence, command, safe }) => (
        <div key={`${sentence} ${command}`}>
          <Group gap="xs">
            <Text size="sm">{sentence}</Text>
            {safe && (
              <Badge size="sm" variant="light" color="teal">
                {say.safe}
              </Badge>
            )}
          </Group>
          {command != null && (
            <Group gap="xs" wrap="nowrap">
              <Code className="foreign">{command}</Code>
              <CopyText text={command} />
            </Group>
          )}
        </div>
      ))}
    </Stack>
  );
}
