import { Badge, Table, Text } from "@mantine/core";
import type { CallerSourceFragment } from "../../__generated__/graphql.ts";
import { Section } from "../parts/Section.tsx";
import { useNow } from "../parts/useNow.ts";
import { STATUS_COLOURS } from "../sources/statusColours.ts";
import { useWords } from "../words/context.ts";

/** How old what is shown may be, source by source. */
export function SourcesCard({ sources }: { readonly sources: readonly CallerSourceFragment[] }) {
  const { words, formats } = useWords();
  const say = words.caller.sources;
  const nowMs = useNow();
  return (
    <Section title={say.title}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Tbody>
          {sources.map(({ source, status, customerAsOf }) => (
            <Table.Tr key={source}>
              <Table.Td>{source}</Table.Td>
              <Table.Td>
                <Badge
                  size="sm"
                  miw="max-content"
                  variant="light"
                  color={STATUS_COLOURS[status] ?? "gray"}
                >
                  {say.statuses[status] ?? status}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Text size="xs" c="dimmed">
                  {customerAsOf == null ? say.never : say.asOf(formats.ago(customerAsOf, nowMs))}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
