import { Anchor, Button, Group, NativeSelect, Stack, Table, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import {
  type HandoffFilter,
  OpsHandoffsDocument,
  type OpsHandoffsQuery,
} from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";
import { HopBadges } from "./HopBadges.tsx";

const STATES = ["MISSING", "HELD", "LATE", "REJECTED", "PENDING", "OK"] as const;

/** Purchases by where they stand, a page at a time. */
export default function HandoffsPage() {
  const { words } = useWords();
  const say = words.operations.handoffs;
  const [filter, setFilter] = useState<HandoffFilter>({});
  return (
    <Stack>
      <PageHead title={say.title} lead={say.lead} />
      <Filter filter={filter} onFilter={setFilter} />
      <Page key={JSON.stringify(filter)} filter={filter} after={null} />
    </Stack>
  );
}

interface FilterProps {
  readonly filter: HandoffFilter;
  readonly onFilter: (filter: HandoffFilter) => void;
}

function Filter({ filter, onFilter }: FilterProps) {
  const { words } = useWords();
  const say = words.operations.handoffs;
  const [reference, setReference] = useState("");
  const [state, setState] = useState(filter.state?.[0] ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFilter({
      ...(reference.trim() === "" ? {} : { references: [reference.trim()] }),
      ...(state === "" ? {} : { state: [state] }),
    });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <TextInput
          label={say.reference}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <NativeSelect
          label={say.state}
          value={state}
          onChange={(event) => setState(event.currentTarget.value)}
          data={[
            { value: "", label: say.any },
            ...STATES.map((one) => ({ value: one, label: say.states[one] ?? one })),
          ]}
        />
        <Button type="submit">{say.find}</Button>
      </Group>
    </form>
  );
}

type Row = OpsHandoffsQuery["handoffs"]["nodes"][number];

function Page({
  filter,
  after,
}: {
  readonly filter: HandoffFilter;
  readonly after: string | null;
}) {
  const { words, formats } = useWords();
  const say = words.operations.handoffs;
  const [isMore, setMore] = useState(false);
  const [{ data, error }, read] = useQuery({
    query: OpsHandoffsDocument,
    variables: { filter, after },
    requestPolicy: "network-only",
  });
  return (
    <Read data={data?.handoffs} error={error} retry={() => read()}>
      {({ nodes, totalCount, pageInfo }) => (
        <Stack gap="xs">
          {after === null && (
            <Text size="sm" c="dimmed" role="status">
              {nodes.length === 0
                ? say.none
                : say.count(formats.count(totalCount.value), totalCount.exact)}
            </Text>
          )}
          {nodes.length > 0 && <Rows rows={nodes} />}
          {pageInfo.hasNextPage && !isMore && (
            <Button variant="subtle" onClick={() => setMore(true)}>
              {words.parts.more}
            </Button>
          )}
          {isMore && <Page filter={filter} after={pageInfo.endCursor ?? null} />}
        </Stack>
      )}
    </Read>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { words, formats } = useWords();
  const say = words.operations.handoffs;
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.number}</Table.Th>
            <Table.Th>{say.placed}</Table.Th>
            <Table.Th ta="right">{say.total}</Table.Th>
            <Table.Th>{say.way}</Table.Th>
            <Table.Th>{say.problem}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, references, order, hops, firstProblem }) => (
            <Table.Tr key={id}>
              <Table.Td className="foreign">
                <Anchor component={Link} href={`/purchases/${encodeURIComponent(id)}`}>
                  {references[0]?.value ?? words.parts.nothing}
                </Anchor>
              </Table.Td>
              <Table.Td className="unbroken">
                {order == null ? "" : formats.moment(order.placedAt)}
              </Table.Td>
              <Table.Td ta="right" className="figure">
                {order == null ? "" : formats.money(order.total)}
              </Table.Td>
              <Table.Td>
                <HopBadges hops={hops} />
              </Table.Td>
              <Table.Td className="foreign">
                {firstProblem == null ? (
                  <Nothing>–</Nothing>
                ) : (
                  `${firstProblem.boundary.code}: ${firstProblem.detail ?? say.states[firstProblem.state] ?? firstProblem.state} (${firstProblem.boundary.owner.team})`
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
