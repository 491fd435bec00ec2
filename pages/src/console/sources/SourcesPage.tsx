import { Anchor, Badge, Group, Stack, Table } from "@mantine/core";
import { useQuery } from "urql";
import { Link } from "wouter";
import { SourcesSeenDocument, type SourcesSeenQuery } from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing } from "../parts/Section.tsx";
import { useNow } from "../parts/useNow.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { Signs } from "./Signs.tsx";
import { STATUS_COLOURS } from "./statusColours.ts";
import { SOURCES } from "./words.ts";

type Source = SourcesSeenQuery["health"]["sources"][number];

/** Every source: whether it does as it usually does. */
export default function SourcesPage() {
  const { words } = useWords();
  const say = useChapter(SOURCES);
  const [{ data, error }, read] = useQuery({
    query: SourcesSeenDocument,
    requestPolicy: "cache-and-network",
  });
  return (
    <Stack>
      <PageHead title={words.pages.sources} lead={say.lead} />
      <Read data={data?.health.sources} error={error} retry={() => read()}>
        {(all) => (all.length === 0 ? <Nothing>{say.none}</Nothing> : <Sources all={all} />)}
      </Read>
    </Stack>
  );
}

function Sources({ all }: { readonly all: readonly Source[] }) {
  const say = useChapter(SOURCES);
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.name}</Table.Th>
            <Table.Th>{say.status}</Table.Th>
            <Table.Th>{say.last}</Table.Th>
            <Table.Th ta="right">{say.rate}</Table.Th>
            <Table.Th ta="right">{say.usual}</Table.Th>
            <Table.Th ta="right">{say.nobody}</Table.Th>
            <Table.Th ta="right">{say.anonymous}</Table.Th>
            <Table.Th ta="right">{say.lag}</Table.Th>
            <Table.Th>{say.odd}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {all.map((one) => (
            <SourceRow key={one.source} source={one} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function SourceRow({ source: one }: { readonly source: Source }) {
  const { words, formats } = useWords();
  const say = useChapter(SOURCES);
  const nowMs = useNow();
  const { lastToldAt, usualPerMinute, lagP50Seconds } = one;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} href={`/sources/${encodeURIComponent(one.source)}`} size="sm">
          {one.source}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Badge
          size="sm"
          miw="max-content"
          variant="light"
          color={STATUS_COLOURS[one.status] ?? "gray"}
        >
          {words.caller.sources.statuses[one.status] ?? one.status}
        </Badge>
      </Table.Td>
      <Table.Td className="unbroken">
        {lastToldAt == null ? say.never : formats.ago(lastToldAt, nowMs)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.rate(one.ratePerMinute)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {usualPerMinute == null ? say.unknown : formats.rate(usualPerMinute)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.share(one.identityMismatch)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.share(one.anonymousShare)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {lagP50Seconds == null ? "" : formats.lag(lagP50Seconds * 1_000)}
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          <Signs signs={one.signs} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
