import { Anchor, Button, Group, Table } from "@mantine/core";
import { useMutation } from "urql";
import { Link } from "wouter";
import { DestinationRetryDocument, DestinationSkipDocument } from "../../__generated__/graphql.ts";
import { useNow } from "../parts/useNow.ts";
import { useMay } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import type { Destination, Take } from "./DestinationsPage.tsx";
import { DELIVERIES } from "./words.ts";

interface Props {
  readonly destination: Destination;
  readonly take: Take;
}

/** What a destination refused for good, with its answer: left out or tried again, one by one. */
export function DeadLetters({ destination: { destination, deadLetters }, take }: Props) {
  const say = useChapter(DELIVERIES).dead;
  const may = useMay("destination:operate");
  if (deadLetters.length === 0) {
    return null;
  }
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table fz="sm" className="tops">
        <Table.Caption>{say.lead}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.event}</Table.Th>
            <Table.Th>{say.answer}</Table.Th>
            <Table.Th ta="right">{say.tries}</Table.Th>
            <Table.Th ta="right">{say.waiting}</Table.Th>
            <Table.Th>{say.since}</Table.Th>
            <Table.Th>{say.customer}</Table.Th>
            {may && <Table.Td />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deadLetters.map((letter) => (
            <Letter key={letter.id} letter={letter} destination={destination} take={take} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface LetterProps {
  readonly letter: Destination["deadLetters"][number];
  readonly destination: string;
  readonly take: Take;
}

function Letter({ letter, destination, take }: LetterProps) {
  const { words, formats } = useWords();
  const say = useChapter(DELIVERIES).dead;
  const nowMs = useNow();
  const may = useMay("destination:operate");
  const { id, event, status, answer, attempts, waiting, endedAt, customer } = letter;
  const [skipping, skip] = useMutation(DestinationSkipDocument);
  const [retrying, retry] = useMutation(DestinationRetryDocument);
  const input = () => ({ destination, message: id, idempotencyKey: crypto.randomUUID() });
  const doSkip = async () => {
    const { data, error } = await skip({ input: input() });
    take(data?.skipDeadLetter, error);
  };
  const doRetry = async () => {
    const { data, error } = await retry({ input: input() });
    take(data?.retryDeadLetters, error);
  };
  return (
    <Table.Tr>
      <Table.Td>{event ?? words.parts.nothing}</Table.Td>
      <Table.Td className="foreign">
        {[status, answer].filter((one) => one != null).join(": ")}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.count(attempts)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.count(waiting)}
      </Table.Td>
      <Table.Td className="unbroken">{formats.ago(endedAt, nowMs)}</Table.Td>
      <Table.Td>
        {customer == null ? (
          "–"
        ) : (
          <Anchor component={Link} href={`/customers/${encodeURIComponent(customer.id)}`} size="sm">
            {say.open}
          </Anchor>
        )}
      </Table.Td>
      {may && (
        <Table.Td>
          <Group gap={4} wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${say.retry}: ${id}`}
              loading={retrying.fetching}
              onClick={() => void doRetry()}
            >
              {say.retry}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${say.skip}: ${id}`}
              loading={skipping.fetching}
              onClick={() => void doSkip()}
            >
              {say.skip}
            </Button>
          </Group>
        </Table.Td>
      )}
    </Table.Tr>
  );
}
