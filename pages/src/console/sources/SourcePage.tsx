import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { Alert, Group, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "urql";
import { useParams } from "wouter";
import { SourcesSeenDocument, type SourcesSeenQuery } from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { IntakeSections } from "./IntakeSections.tsx";
import { Signs } from "./Signs.tsx";
import { SOURCES } from "./words.ts";

type Source = SourcesSeenQuery["health"]["sources"][number];

/** One source: what is odd, what it told, what of it has changed, and what became of it. */
export default function SourcePage() {
  const { words } = useWords();
  const say = useChapter(SOURCES);
  const { code = "" } = useParams();
  const wanted = decodeURIComponent(code);
  const [{ data, error }, read] = useQuery({
    query: SourcesSeenDocument,
    requestPolicy: "cache-and-network",
  });
  return (
    <Read data={data?.health.sources} error={error} retry={() => read()}>
      {(all) => {
        const source = all.find((one) => one.source === wanted);
        if (source === undefined) {
          return <Alert title={say.gone}>{words.shell.notHereMore}</Alert>;
        }
        return (
          <Stack>
            <PageHead title={say.one(source.source)} />
            <Odd signs={source.signs} />
            <Told hours={source.hours} />
            {source.drift.length > 0 && <Drift drift={source.drift} />}
            <IntakeSections source={source.source} />
          </Stack>
        );
      }}
    </Read>
  );
}

function Odd({ signs }: { readonly signs: Source["signs"] }) {
  const say = useChapter(SOURCES);
  return (
    <Section title={say.odd}>
      {signs.length === 0 ? (
        <Nothing>{say.nothingOdd}</Nothing>
      ) : (
        <Stack gap="sm">
          {signs.map((sign) => (
            <div key={sign.code}>
              <Group gap="xs" wrap="nowrap" align="flex-start">
                <Signs signs={[sign]} />
                <Text size="sm">{sign.text}</Text>
              </Group>
              <Text size="xs" c="dimmed">
                {say.runbook(sign.runbook)}
              </Text>
            </div>
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Told({ hours }: { readonly hours: Source["hours"] }) {
  const { formats } = useWords();
  const say = useChapter(SOURCES);
  return (
    <Section title={say.told}>
      <div role="img" aria-label={say.told}>
        <BarChart
          h={200}
          data={hours.map((hour) => ({ ...hour, from: formats.moment(hour.from) }))}
          dataKey="from"
          type="stacked"
          series={[
            { name: "told", label: say.name, color: "teal.8" },
            { name: "rejected", label: say.rejected, color: "red.7" },
            { name: "duplicates", label: say.signs["DUPLICATES"] ?? "", color: "gray.5" },
          ]}
          valueFormatter={formats.count}
        />
      </div>
    </Section>
  );
}

function Drift({ drift }: { readonly drift: Source["drift"] }) {
  const { formats } = useWords();
  const say = useChapter(SOURCES);
  return (
    <Section title={say.drift}>
      <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say.topic}</Table.Th>
              <Table.Th>{say.path}</Table.Th>
              <Table.Th>{say.kind}</Table.Th>
              <Table.Th>{say.since}</Table.Th>
              <Table.Th>{say.before}</Table.Th>
              <Table.Th>{say.now}</Table.Th>
              <Table.Th>{say.sample}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {drift.map((one) => (
              <Table.Tr key={`${one.topic} ${one.path} ${one.kind}`}>
                <Table.Td>{one.topic}</Table.Td>
                <Table.Td>
                  <code>{one.path}</code>
                </Table.Td>
                <Table.Td>{say.kinds[one.kind] ?? one.kind}</Table.Td>
                <Table.Td className="unbroken">{formats.moment(one.since)}</Table.Td>
                <Table.Td>{one.before}</Table.Td>
                <Table.Td>{one.now}</Table.Td>
                <Table.Td>{one.sample}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
