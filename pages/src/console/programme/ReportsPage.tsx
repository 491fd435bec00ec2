import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { Button, Group, NumberInput, Stack, Table, TextInput } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import {
  ReportsForecastDocument,
  type ReportsForecastQuery,
  ReportsLiabilityDocument,
  type ReportsLiabilityQuery,
} from "../../__generated__/graphql.ts";
import { csvOf } from "../parts/csv.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { saveFile } from "../parts/saveFile.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { RULE_WORDS } from "./words.ts";

const DAYS_MAX = 366;
const today = () => new Date().toISOString().slice(0, 10);

/** What is owed, and what goes by itself in the days to come. */
export default function ReportsPage() {
  const { words } = useWords();
  return (
    <Stack>
      <PageHead title={words.pages.reports} />
      <Liability />
      <Forecast />
    </Stack>
  );
}

type Market = ReportsLiabilityQuery["liability"]["byMarket"][number];

function Liability() {
  const say = useChapter(RULE_WORDS).reports;
  const [asOf, setAsOf] = useState(today);
  const [{ data, error }, read] = useQuery({
    query: ReportsLiabilityDocument,
    variables: { asOf },
    pause: asOf === "",
  });
  return (
    <Section
      title={say.liability}
      aside={
        <TextInput
          type="date"
          size="xs"
          label={say.asOf}
          value={asOf}
          max={today()}
          onChange={(event) => setAsOf(event.currentTarget.value)}
        />
      }
    >
      <Read data={data?.liability} error={error} retry={() => read()}>
        {({ byMarket }) =>
          byMarket.length === 0 ? <Nothing>{say.none}</Nothing> : <Markets rows={byMarket} />
        }
      </Read>
    </Section>
  );
}

const FIGURES = [
  "outstanding",
  "fairValue",
  "breakage",
  "issued",
  "redeemed",
  "expired",
  "deferred",
] as const;

function Markets({ rows }: { readonly rows: readonly Market[] }) {
  const { words, formats } = useWords();
  const say = useChapter(RULE_WORDS).reports;
  const save = () =>
    saveFile(
      "liability.csv",
      csvOf(
        [
          "market",
          "wallet",
          "outstanding",
          "fairValue",
          "currency",
          "issued",
          "redeemed",
          "expired",
        ],
        rows.map((row) => [
          ...[row.market, row.wallet, row.outstanding],
          ...[row.fairValue?.amount ?? "", row.fairValue?.currencyCode ?? ""],
          ...[row.issued, row.redeemed, row.expired],
        ]),
      ),
    );
  return (
    <Stack>
      <Table.ScrollContainer minWidth={720}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say.market}</Table.Th>
              <Table.Th>{say.wallet}</Table.Th>
              {FIGURES.map((name) => (
                <Table.Th key={name} ta="right">
                  {say[name]}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={`${row.market} ${row.wallet}`}>
                <Table.Td>{row.market}</Table.Td>
                <Table.Td>{row.wallet}</Table.Td>
                <Figure>{formats.points(row.outstanding)}</Figure>
                <Figure>{row.fairValue == null ? "" : formats.money(row.fairValue)}</Figure>
                <Figure>{formats.share(row.expectedBreakage)}</Figure>
                <Figure>{formats.points(row.issued)}</Figure>
                <Figure>{formats.points(row.redeemed)}</Figure>
                <Figure>{formats.points(row.expired)}</Figure>
                <Figure>
                  {row.deferredRevenue == null ? "" : formats.money(row.deferredRevenue)}
                </Figure>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group>
        <Button size="xs" variant="default" onClick={save}>
          {words.parts.csv}
        </Button>
      </Group>
    </Stack>
  );
}

function Figure({ children }: { readonly children: string }) {
  return (
    <Table.Td ta="right" className="figure">
      {children}
    </Table.Td>
  );
}

function Forecast() {
  const say = useChapter(RULE_WORDS).reports;
  const [days, setDays] = useState(30);
  const [{ data, error }, read] = useQuery({
    query: ReportsForecastDocument,
    variables: { days },
  });
  return (
    <>
      <Group>
        <NumberInput
          label={say.days}
          min={1}
          max={DAYS_MAX}
          clampBehavior="strict"
          allowDecimal={false}
          value={days}
          onChange={(value) => {
            if (typeof value === "number" && value >= 1) {
              setDays(value);
            }
          }}
        />
      </Group>
      <Read data={data} error={error} retry={() => read()}>
        {({ expiryForecast, tierForecast }) => (
          <>
            <Section title={say.expiry}>
              <Expiry rows={expiryForecast} />
            </Section>
            <Section title={say.tierDrops}>
              <Drops rows={tierForecast} />
            </Section>
          </>
        )}
      </Read>
    </>
  );
}

function Expiry({ rows }: { readonly rows: ReportsForecastQuery["expiryForecast"] }) {
  const { formats } = useWords();
  const say = useChapter(RULE_WORDS).reports;
  if (rows.length === 0) {
    return <Nothing>{say.none}</Nothing>;
  }
  // Only for the height of bars; points beyond 2^53 would still be as high.
  const days = Map.groupBy(rows, ({ day }) => day);
  const bars = [...days].map(([day, all]) => ({
    day: formats.day(day),
    points: all.reduce((sum, { points }) => sum + Number(points), 0),
  }));
  return (
    <div role="img" aria-label={say.expiry}>
      <BarChart
        h={220}
        data={bars}
        dataKey="day"
        series={[{ name: "points", label: say.points, color: "teal.7" }]}
        valueFormatter={formats.count}
      />
    </div>
  );
}

function Drops({ rows }: { readonly rows: ReportsForecastQuery["tierForecast"] }) {
  const { formats } = useWords();
  const say = useChapter(RULE_WORDS).reports;
  if (rows.length === 0) {
    return <Nothing>{say.none}</Nothing>;
  }
  return (
    <Table fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say.day}</Table.Th>
          <Table.Th>{say.from}</Table.Th>
          <Table.Th>{say.to}</Table.Th>
          <Table.Th ta="right">{say.customers}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ day, from, to, customers }) => (
          <Table.Tr key={`${day} ${from.code} ${to.code}`}>
            <Table.Td>{formats.day(day)}</Table.Td>
            <Table.Td>{from.name}</Table.Td>
            <Table.Td>{to.name}</Table.Td>
            <Figure>{formats.count(customers)}</Figure>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
