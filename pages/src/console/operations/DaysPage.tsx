import { Anchor, Badge, Button, SegmentedControl, Stack, Table, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import {
  OpsDeclaredDaysDocument,
  type OpsDeclaredDaysQuery,
  OpsReceiptsDocument,
} from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";
import { UndeclaredDays } from "./UndeclaredDays.tsx";

type Day = OpsDeclaredDaysQuery["declaredDays"]["nodes"][number];

const DAY_MS = 86_400_000;
/** How many days are looked at. */
const DAYS = 14;
const COLORS: Readonly<Record<Day["state"], string>> = {
  AGREES: "teal.8",
  WAITS: "yellow.9",
  DIFFERS: "red.8",
};
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** What tills and sources say that days came to, beside what came. */
export default function DaysPage() {
  const { words } = useWords();
  const say = words.operations.days;
  const [isAll, setAll] = useState(false);
  const span = useMemo(() => {
    const nowMs = Date.now();
    return { from: dayOf(nowMs - (DAYS - 1) * DAY_MS), to: dayOf(nowMs + DAY_MS) };
  }, []);
  const [{ data, error }, read] = useQuery({
    query: OpsDeclaredDaysDocument,
    variables: { ...span, states: isAll ? null : ["DIFFERS", "WAITS"] },
    requestPolicy: "cache-and-network",
  });
  return (
    <Stack>
      <PageHead title={say.title} lead={say.lead} />
      <UndeclaredDays />
      <SegmentedControl
        aria-label={say.which}
        value={isAll ? "all" : "open"}
        onChange={(value) => setAll(value === "all")}
        data={[
          { value: "open", label: say.open },
          { value: "all", label: say.all },
        ]}
      />
      <Read data={data?.declaredDays} error={error} retry={() => read()}>
        {({ nodes, pageInfo }) =>
          nodes.length === 0 ? (
            <Nothing>{say.none}</Nothing>
          ) : (
            <>
              <Days days={nodes} />
              {pageInfo.hasNextPage && <Text size="sm">{say.more}</Text>}
            </>
          )
        }
      </Read>
    </Stack>
  );
}

function Days({ days }: { readonly days: readonly Day[] }) {
  const { words } = useWords();
  const say = words.operations.days;
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.day}</Table.Th>
            <Table.Th>{say.whose}</Table.Th>
            <Table.Th>{say.state}</Table.Th>
            <Table.Th ta="right">{say.declared}</Table.Th>
            <Table.Th ta="right">{say.came}</Table.Th>
            <Table.Th ta="right">{say.held}</Table.Th>
            <Table.Th>{say.numbers}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.map((day) => (
            <DayRow key={keyOf(day)} day={day} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function keyOf({ businessDate, store, till, source, total }: Day): string {
  return [businessDate, store?.code, till, source, total.currencyCode].join("/");
}

function DayRow({ day }: { readonly day: Day }) {
  const { words, formats } = useWords();
  const say = words.operations.days;
  const [isOpen, setOpen] = useState(false);
  const { store, till, source } = day;
  const whose = [
    ...(store === null || store === undefined ? [] : [store.name]),
    ...(till === null || till === undefined ? [] : [`${say.till} ${till}`]),
    ...(source === null || source === undefined ? [] : [source]),
  ];
  return (
    <Table.Tr>
      <Table.Td className="unbroken">{formats.day(day.businessDate)}</Table.Td>
      <Table.Td>
        {whose.join(", ")}
        {source != null && (
          <Anchor
            component={Link}
            display="block"
            size="xs"
            underline="always"
            href={`/bridge?source=${encodeURIComponent(source)}&from=${day.businessDate}&to=${day.businessDate}`}
          >
            {words.pages.bridge}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>
        <Badge color={COLORS[day.state]}>{say.states[day.state]}</Badge>
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.count(day.receipts)}
        <br />
        {formats.money(day.total)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.count(day.received)}
        <br />
        {formats.money(day.receivedTotal)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.count(day.held)}
      </Table.Td>
      <Table.Td>
        {store === null || store === undefined ? null : isOpen ? (
          <Numbers store={store.code} till={till ?? null} businessDate={day.businessDate} />
        ) : (
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            {say.show}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

interface NumbersOf {
  readonly store: string;
  readonly till: string | null;
  readonly businessDate: string;
}

/** Which numbers are missing, held or there twice, asked of the day as it is now. */
function Numbers({ store, till, businessDate }: NumbersOf) {
  const { words } = useWords();
  const say = words.operations.days;
  const [{ data, error }, read] = useQuery({
    query: OpsReceiptsDocument,
    variables: { store, till, businessDate },
    requestPolicy: "cache-and-network",
  });
  return (
    <Read data={data?.till.receipts} error={error} retry={() => read()}>
      {({ gaps, gapsLeftOff, held, repeated, missing }) => (
        <>
          {missing === 0 && <div>{say.noGap}</div>}
          {gaps.map(({ till: of, from, to }) => (
            <div key={`${of}/${from}`}>
              {say.missing}: {till === null ? `${say.till} ${of}, ` : ""}
              {from === to ? from : `${from} – ${to}`}
            </div>
          ))}
          {gapsLeftOff > 0 && <div>+ {gapsLeftOff}</div>}
          {held.map(({ code, count }) => (
            <div key={code}>
              {say.waitsFor} {words.operations.held.reasons[code] ?? code}: {count}
            </div>
          ))}
          {repeated.length > 0 && (
            <div>
              {say.repeated}: {repeated.join(", ")}
            </div>
          )}
        </>
      )}
    </Read>
  );
}
