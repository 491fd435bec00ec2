import { Alert, Anchor, Button, Group, Loader, Stack, Table, Text } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { type CombinedError, useClient } from "urql";
import { Link } from "wouter";
import { csvOf } from "../parts/csv.ts";
import { sayError } from "../parts/errors.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { saveFile } from "../parts/saveFile.ts";
import { useWords } from "../words/context.ts";
import {
  FILE_ROWS_MAX,
  type Opening,
  PAGE_SIZE,
  readAllOpenings,
  readOpenings,
  type Wanted,
} from "./openings.ts";

interface Props {
  readonly wanted: Wanted;
  /** Somebody in the list is to be looked at. */
  readonly onPerson: (name: string) => void;
}

interface Shown {
  readonly rows: readonly Opening[];
  readonly next: string | null;
}

/** Openings, the latest hour first, a page at a time, and all of them as a file. */
export function OpeningsList({ wanted, onPerson }: Props) {
  const { words } = useWords();
  const say = words.watch;
  const client = useClient();
  const [shown, setShown] = useState<Shown | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const readOn = useCallback(
    async (before: Shown | null) => {
      setBusy(true);
      setSaid(null);
      try {
        const page = await readOpenings(client, wanted, PAGE_SIZE, before?.next ?? null);
        setShown({ rows: [...(before?.rows ?? []), ...page.rows], next: page.next });
      } catch (error) {
        setSaid(sayError(error as CombinedError, words));
      }
      setBusy(false);
    },
    [client, wanted, words],
  );
  useEffect(() => {
    void readOn(null);
  }, [readOn]);
  const isOfPerson = "person" in wanted;
  const name = shown?.rows[0]?.customer?.name;
  const title = isOfPerson ? say.of(wanted.person) : name == null ? say.customer : say.at(name);
  return (
    <Section title={title} aside={shown !== null && <FileButton wanted={wanted} />}>
      <Stack gap="xs">
        {shown?.rows.length === 0 && (
          <Nothing>{isOfPerson ? say.nonePerson : say.noneCustomer}</Nothing>
        )}
        {shown !== null && shown.rows.length > 0 && (
          <Rows rows={shown.rows} isOfPerson={isOfPerson} onPerson={onPerson} />
        )}
        {isBusy && <Loader size="sm" role="status" aria-label={words.parts.loading} />}
        {said !== null && (
          <Alert color="red" title={words.parts.failed} role="alert">
            <Stack align="flex-start" gap="xs">
              <Text size="sm">{said}</Text>
              <Button size="xs" onClick={() => void readOn(shown)}>
                {words.parts.retry}
              </Button>
            </Stack>
          </Alert>
        )}
        {shown !== null && shown.next !== null && !isBusy && said === null && (
          <Button variant="subtle" onClick={() => void readOn(shown)}>
            {words.parts.more}
          </Button>
        )}
      </Stack>
    </Section>
  );
}

interface RowsProps {
  readonly rows: readonly Opening[];
  readonly isOfPerson: boolean;
  readonly onPerson: (name: string) => void;
}

function Rows({ rows, isOfPerson, onPerson }: RowsProps) {
  const { words, formats } = useWords();
  const say = words.watch;
  return (
    <Table fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say.when}</Table.Th>
          <Table.Th>{isOfPerson ? say.whom : say.who}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ at, by, customer }) => (
          <Table.Tr key={`${at} ${by.name} ${customer?.id}`}>
            <Table.Td>{formats.moment(at)}</Table.Td>
            <Table.Td className="foreign">
              {!isOfPerson && (
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  aria-label={say.moreOf(by.name)}
                  onClick={() => onPerson(by.name)}
                >
                  {by.name}
                </Anchor>
              )}
              {isOfPerson && customer === null && <Nothing>{say.hidden}</Nothing>}
              {isOfPerson && customer !== null && (
                <Anchor
                  component={Link}
                  size="sm"
                  href={`/customers/${encodeURIComponent(customer.id)}`}
                >
                  {customer.name ?? words.caller.noName}
                </Anchor>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const FILE_HEAD = ["at", "role", "person", "customer", "name"];

/** All of the list as CSV, read to its end first. */
function FileButton({ wanted }: { readonly wanted: Wanted }) {
  const { words, formats } = useWords();
  const say = words.watch;
  const client = useClient();
  const [count, setCount] = useState<number | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const save = async () => {
    setCount(0);
    setSaid(null);
    try {
      const { rows, isCut } = await readAllOpenings(client, wanted, setCount);
      const lines = rows.map(({ at, by, customer }) => [
        ...[at, by.kind, by.name, customer?.id ?? "", customer?.name ?? ""],
      ]);
      saveFile("who-looked.csv", csvOf(FILE_HEAD, lines));
      setSaid(isCut ? say.cut(formats.count(FILE_ROWS_MAX)) : null);
    } catch (error) {
      setSaid(sayError(error as CombinedError, words));
    }
    setCount(null);
  };
  return (
    <Group gap="xs">
      <Text size="xs" role="status">
        {said ?? (count === null ? "" : say.writing(formats.count(count)))}
      </Text>
      <Button variant="default" size="xs" loading={count !== null} onClick={() => void save()}>
        {words.parts.csv}
      </Button>
    </Group>
  );
}
