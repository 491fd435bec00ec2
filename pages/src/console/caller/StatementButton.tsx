import { Button, Group, Loader, Modal, Stack, Table, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { CallerStatementDocument } from "../../__generated__/graphql.ts";
import { csvOf } from "../parts/csv.ts";
import { sayError } from "../parts/errors.ts";
import { saveFile } from "../parts/saveFile.ts";
import { useWords } from "../words/context.ts";

interface Props {
  readonly id: string;
  readonly wallet: string;
  readonly changes: number;
}

const DAY_MS = 86_400_000;
/** Of the first statement that is shown, days. */
const DAYS = 90;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Why points rose and fell between two days. */
export function StatementButton(props: Props) {
  const { words } = useWords();
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        {words.caller.points.statement}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={words.caller.points.statement}
        size="xl"
        closeButtonProps={{ "aria-label": words.parts.close }}
      >
        <Statement {...props} />
      </Modal>
    </>
  );
}

const SUMS = ["opening", "earned", "spent", "expired", "adjusted", "closing"] as const;

function Statement({ id, wallet, changes }: Props) {
  const { words, formats, language } = useWords();
  const say = words.caller.points;
  const [from, setFrom] = useState(() => dayOf(Date.now() - DAYS * DAY_MS));
  const [to, setTo] = useState(() => dayOf(Date.now()));
  const [{ data, error, fetching }, read] = useQuery({
    query: CallerStatementDocument,
    variables: { by: { id }, from, to, wallet, locale: language },
    pause: from === "" || to === "",
  });
  useEffect(() => {
    if (changes > 0) {
      read({ requestPolicy: "network-only" });
    }
  }, [changes, read]);
  const statement = data?.customer?.loyalty?.statement;
  const rows = statement?.entries.nodes ?? [];
  const save = () =>
    saveFile(
      `statement-${from}-${to}.csv`,
      csvOf(
        ["bookedAt", "effectiveAt", "points", "sentence"],
        rows.map(({ bookedAt, effectiveAt, points, sentence }) => [
          bookedAt,
          effectiveAt,
          points,
          sentence,
        ]),
      ),
    );
  return (
    <Stack>
      <Group align="flex-end">
        <TextInput
          type="date"
          label={say.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={say.to}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        {rows.length > 0 && (
          <Button variant="default" onClick={save}>
            {words.parts.csv}
          </Button>
        )}
        {fetching && <Loader size="sm" role="status" aria-label={words.parts.loading} />}
      </Group>
      {error !== undefined && <Text c="red">{sayError(error, words)}</Text>}
      {statement !== undefined && (
        <Group gap="lg">
          {SUMS.map((name) => (
            <div key={name}>
              <Text size="xs" c="dimmed">
                {say[name]}
              </Text>
              <Text fw={600} className="figure">
                {formats.points(statement[name])}
              </Text>
            </div>
          ))}
        </Group>
      )}
      <Table striped>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>{formats.day(row.effectiveAt)}</Table.Td>
              <Table.Td className="foreign">{row.sentence}</Table.Td>
              <Table.Td ta="right" className="figure">
                {formats.points(row.points)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
