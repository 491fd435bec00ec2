import { LineChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { Anchor, Button, Group, Stack, Table } from "@mantine/core";
import { useMemo } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { OpsMismatchDocument, type OpsMismatchQuery } from "../../__generated__/graphql.ts";
import { csvOf } from "../parts/csv.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { saveFile } from "../parts/saveFile.ts";
import { useWords } from "../words/context.ts";

type Row = OpsMismatchQuery["identityMismatch"][number];

const DAY_MS = 86_400_000;
/** How many days are looked at. */
const DAYS = 14;
/** Above it somebody should look (docs/runbooks/identity.md). */
const GOAL = 0.02;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** How many purchases that carried an identifier belong to nobody. */
export default function MismatchPage() {
  const { words } = useWords();
  const say = words.operations.mismatch;
  const variables = useMemo(() => {
    const nowMs = Date.now();
    return { from: dayOf(nowMs - (DAYS - 1) * DAY_MS), to: dayOf(nowMs) };
  }, []);
  const [{ data, error }, read] = useQuery({
    query: OpsMismatchDocument,
    variables,
    requestPolicy: "cache-and-network",
  });
  return (
    <Stack>
      <PageHead title={say.title} lead={say.lead} />
      <Read data={data?.identityMismatch} error={error} retry={() => read()}>
        {(rows) => (rows.length === 0 ? <Nothing>{say.none}</Nothing> : <Days rows={rows} />)}
      </Read>
    </Stack>
  );
}

/** The share of each day, over all sources. */
function sharesOf(rows: readonly Row[]) {
  const days = Map.groupBy(rows, ({ day }) => day);
  return [...days]
    .map(([day, all]) => {
      const identified = all.reduce((sum, row) => sum + row.identified, 0);
      const unresolved = all.reduce((sum, row) => sum + row.unresolved, 0);
      return { day, rate: identified === 0 ? 0 : unresolved / identified };
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

function Days({ rows }: { readonly rows: readonly Row[] }) {
  const { words, formats } = useWords();
  const say = words.operations.mismatch;
  const save = () =>
    saveFile(
      "without-a-customer.csv",
      csvOf(
        ["day", "source", "channel", "identified", "unresolved", "matchedLate", "guests"],
        rows.map((row) => [
          ...[row.day, row.source, row.channel ?? ""],
          ...[row.identified, row.unresolved, row.matchedLate, row.guests].map(String),
        ]),
      ),
    );
  return (
    <>
      <Section title={say.rate}>
        <div role="img" aria-label={say.rate}>
          <LineChart
            h={220}
            data={sharesOf(rows).map((one) => ({ ...one, day: formats.day(one.day) }))}
            dataKey="day"
            series={[{ name: "rate", label: say.rate, color: "teal.8" }]}
            valueFormatter={formats.share}
            referenceLines={[{ y: GOAL, color: "red.7", label: formats.share(GOAL) }]}
            curveType="linear"
          />
        </div>
      </Section>
      <Group>
        <Button variant="default" size="xs" onClick={save}>
          {words.parts.csv}
        </Button>
      </Group>
      <Table.ScrollContainer minWidth={720}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say.day}</Table.Th>
              <Table.Th>{say.source}</Table.Th>
              <Table.Th>{say.channel}</Table.Th>
              <Table.Th ta="right">{say.identified}</Table.Th>
              <Table.Th ta="right">{say.unresolved}</Table.Th>
              <Table.Th ta="right">{say.late}</Table.Th>
              <Table.Th ta="right">{say.guests}</Table.Th>
              <Table.Th>{say.reasons}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={`${row.day} ${row.source} ${row.channel}`}>
                <Table.Td className="unbroken">{formats.day(row.day)}</Table.Td>
                <Table.Td>{row.source}</Table.Td>
                <Table.Td>{row.channel}</Table.Td>
                {[row.identified, row.unresolved, row.matchedLate, row.guests].map((count, at) => (
                  <Table.Td key={at} ta="right" className="figure">
                    {formats.count(count)}
                  </Table.Td>
                ))}
                <Table.Td>
                  <Reasons reasons={row.reasons} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function Reasons({ reasons }: { readonly reasons: Row["reasons"] }) {
  const { words } = useWords();
  return reasons.map(({ reason, count, sample }) => (
    <div key={reason}>
      {words.operations.held.reasons[reason] ?? reason}: {count}{" "}
      {sample.map(({ id, references }) => (
        <span key={id} className="unbroken">
          <Anchor component={Link} href={`/purchases/${encodeURIComponent(id)}`} size="xs">
            {references[0]?.value}
          </Anchor>{" "}
        </span>
      ))}
    </div>
  ));
}
