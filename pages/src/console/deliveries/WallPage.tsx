import { Alert, Anchor, Badge, Card, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "urql";
import { Link } from "wouter";
import { WallSeenDocument, type WallSeenQuery } from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { useNow } from "../parts/useNow.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { Incidents } from "./Incidents.tsx";
import { runbookPath } from "./runbookPath.ts";
import { useReadAgain } from "./useReadAgain.ts";
import { DELIVERIES } from "./words.ts";

type Boundary = WallSeenQuery["health"]["boundaries"][number];

const COLOURS: Readonly<Record<string, string>> = {
  OK: "teal",
  LATE: "yellow",
  STUCK: "red",
  IDLE: "gray",
};

/** Whether anything is broken, in one sentence with its owner; then the way, border by border. */
export default function WallPage() {
  const { words } = useWords();
  const say = useChapter(DELIVERIES).wall;
  const [{ data, error }, read] = useQuery({
    query: WallSeenDocument,
    requestPolicy: "cache-and-network",
  });
  useReadAgain(read);
  return (
    <Stack>
      <PageHead title={words.pages.wall} lead={say.lead} />
      <Read data={data?.health.boundaries} error={error} retry={() => read()}>
        {(boundaries) => (
          <>
            <Verdict boundaries={boundaries} />
            <Incidents />
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {boundaries.map((boundary) => (
                <Box key={boundary.code} boundary={boundary} />
              ))}
            </SimpleGrid>
          </>
        )}
      </Read>
    </Stack>
  );
}

function Verdict({ boundaries }: { readonly boundaries: readonly Boundary[] }) {
  const say = useChapter(DELIVERIES).wall;
  const worst =
    boundaries.find(({ state }) => state === "STUCK") ??
    boundaries.find(({ state }) => state === "LATE");
  const others = boundaries.filter(({ state }) => state === "STUCK" || state === "LATE").length - 1;
  if (worst === undefined) {
    return (
      <Alert color="teal" title={say.well} role="status">
        {boundaries.every(({ state }) => state === "IDLE") ? say.nothingCame : say.allInTime}
      </Alert>
    );
  }
  const { state, from, to, owner } = worst;
  return (
    <Alert
      color={COLOURS[state] ?? "red"}
      title={(state === "STUCK" ? say.stuck : say.late)(from, to)}
      role="status"
    >
      {say.call(owner.team, owner.contact)}
      {others > 0 && ` ${say.others(String(others))}`}
    </Alert>
  );
}

function Box({ boundary }: { readonly boundary: Boundary }) {
  const { words, formats } = useWords();
  const say = useChapter(DELIVERIES).wall;
  const nowMs = useNow();
  const { from, to, state, since, lag, constantLagMs, evidence, owner, runbook } = boundary;
  return (
    <Card component="section" withBorder padding="sm" aria-label={`${from} → ${to}`}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text fw={600} size="sm" className="foreign">
          {from} → {to}
        </Text>
        <Badge variant="light" miw="max-content" color={COLOURS[state] ?? "gray"}>
          {say.states[state] ?? state}
        </Badge>
      </Group>
      {lag != null && (
        <Text size="sm" className="figure">
          {say.takes(formats.lag(lag.p50Ms), formats.lag(lag.p95Ms))}
        </Text>
      )}
      {constantLagMs != null && <Text size="sm">{say.constant(formats.lag(constantLagMs))}</Text>}
      {since != null && <Text size="sm">{say.since(formats.ago(since, nowMs))}</Text>}
      {evidence.map(({ id, references, firstProblem }) => (
        <Text key={id} size="sm" className="foreign">
          <Anchor
            component={Link}
            href={`/purchases/${encodeURIComponent(id)}`}
            size="sm"
            underline="always"
          >
            {references[0]?.value ?? words.parts.nothing}
          </Anchor>
          {firstProblem?.detail == null ? "" : `: ${firstProblem.detail}`}
        </Text>
      ))}
      <Text size="xs" c="dimmed" className="foreign">
        {owner.team}, {owner.contact} ·{" "}
        <Anchor href={runbookPath(runbook)} target="_blank" size="xs" underline="always">
          {words.operations.purchase.runbook}
        </Anchor>
      </Text>
    </Card>
  );
}
