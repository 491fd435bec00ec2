import { Table, Title } from "@mantine/core";
import type { DestinationsSeenQuery } from "../../__generated__/graphql.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { DELIVERIES } from "./words.ts";

type Destination = DestinationsSeenQuery["health"]["destinations"][number];

interface Props {
  readonly values: Destination["wrongValues"];
}

/** What a destination stores otherwise than it was sent, field by field. */
export function WrongValues({ values }: Props) {
  const { formats } = useWords();
  const say = useChapter(DELIVERIES).wrong;
  return (
    <Table.ScrollContainer minWidth={400} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Title order={3} size="h6">
        {say.title}
      </Title>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.field}</Table.Th>
            <Table.Th ta="right">{say.checked}</Table.Th>
            <Table.Th ta="right">{say.wrong}</Table.Th>
            <Table.Th ta="right">{say.open}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {values.map(({ field, checked, wrong, open }) => (
            <Table.Tr key={field}>
              <Table.Td className="foreign">{field}</Table.Td>
              <Table.Td ta="right">{formats.count(checked)}</Table.Td>
              <Table.Td ta="right">{formats.count(wrong)}</Table.Td>
              <Table.Td ta="right">{formats.count(open)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
