import { Anchor, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "urql";
import { Link } from "wouter";
import { OpsHeldDocument, type OpsHeldQuery } from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing } from "../parts/Section.tsx";
import { useNow } from "../parts/useNow.ts";
import { useWords } from "../words/context.ts";

type Group = OpsHeldQuery["held"][number];

/** What waits, for what, until when, and whose it is. */
export default function HeldPage() {
  const { words } = useWords();
  const say = words.operations.held;
  const [{ data, error }, read] = useQuery({
    query: OpsHeldDocument,
    requestPolicy: "cache-and-network",
  });
  return (
    <Stack>
      <PageHead title={say.title} lead={say.lead} />
      <Read data={data?.held} error={error} retry={() => read()}>
        {(groups) => (groups.length === 0 ? <Nothing>{say.none}</Nothing> : <Rows rows={groups} />)}
      </Read>
    </Stack>
  );
}

function Rows({ rows }: { readonly rows: readonly Group[] }) {
  const { words, formats } = useWords();
  const say = words.operations.held;
  const nowMs = useNow();
  return (
    <Table.ScrollContainer minWidth={800}>
      <Table fz="sm" className="tops">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.reason}</Table.Th>
            <Table.Th ta="right">{say.count}</Table.Th>
            <Table.Th ta="right">{say.amount}</Table.Th>
            <Table.Th>{say.oldest}</Table.Th>
            <Table.Th>{say.settles}</Table.Th>
            <Table.Th>{say.outcome}</Table.Th>
            <Table.Th>{say.owner}</Table.Th>
            <Table.Th>{say.sample}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.reason}>
              <Table.Td>
                {words.operations.waitsFor[row.reason] ?? row.reason}
                <Text size="xs" c="dimmed">
                  {row.reason}
                </Text>
              </Table.Td>
              <Table.Td ta="right" className="figure">
                {formats.count(row.count)}
              </Table.Td>
              <Table.Td ta="right" className="figure">
                {row.amounts.map((amount) => (
                  <div key={amount.currencyCode} className="unbroken">
                    {formats.money(amount)}
                  </div>
                ))}
              </Table.Td>
              <Table.Td className="unbroken">{formats.ago(row.oldest, nowMs)}</Table.Td>
              <Table.Td>
                {row.settlesAt == null ? say.never : formats.moment(row.settlesAt)}
              </Table.Td>
              <Table.Td>{row.outcome}</Table.Td>
              <Table.Td>
                {row.owner.team}
                <Text size="xs" c="dimmed">
                  {row.owner.contact}
                </Text>
              </Table.Td>
              <Table.Td>
                {row.sample.map(({ id, references }) => (
                  <div key={id} className="unbroken">
                    <Anchor
                      size="sm"
                      component={Link}
                      href={`/purchases/${encodeURIComponent(id)}`}
                    >
                      {references[0]?.value}
                    </Anchor>
                  </div>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
