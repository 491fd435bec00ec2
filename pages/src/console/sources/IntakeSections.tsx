import {
  Anchor,
  Badge,
  Button,
  Code,
  Group,
  NativeSelect,
  Stack,
  Table,
  Text,
} from "@mantine/core";
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import {
  type InboundMessageState,
  SourceIntakeDocument,
  type SourceIntakeQuery,
} from "../../__generated__/graphql.ts";
import { MAPPINGS } from "../mappings/words.ts";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useMay } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { SOURCES } from "./words.ts";

type Report = SourceIntakeQuery["intakeReport"];
type Message = Report["messages"]["nodes"][number];

const DAY_MS = 86_400_000;
const STATES: readonly InboundMessageState[] = ["UNREAD", "READ", "RECEIVED"];

/** What came of a source in the last day, hour by hour, down to each message. */
export function IntakeSections({ source }: { readonly source: string }) {
  const say = useChapter(SOURCES);
  const span = useMemo(() => {
    const nowMs = Date.now();
    const at = (ms: number) => new Date(ms).toISOString();
    return { from: at(nowMs - DAY_MS), to: at(nowMs) };
  }, []);
  const [state, setState] = useState<InboundMessageState | null>(null);
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, read] = useQuery({
    query: SourceIntakeDocument,
    variables: { source, ...span, after, state },
    requestPolicy: "cache-and-network",
  });
  const choose = (chosen: string) => {
    setAfter(null);
    setState(STATES.find((one) => one === chosen) ?? null);
  };
  return (
    <Read data={data?.intakeReport} error={error} retry={() => read()}>
      {(report) => (
        <>
          <Section title={say.became}>
            {report.hours.length === 0 ? (
              <Nothing>{say.nothingCame}</Nothing>
            ) : (
              <Hours hours={report.hours} />
            )}
          </Section>
          <Section
            title={say.bodies}
            aside={
              <NativeSelect
                aria-label={say.which}
                size="xs"
                value={state ?? ""}
                onChange={(event) => choose(event.currentTarget.value)}
                data={[
                  { value: "", label: say.all },
                  ...STATES.map((one) => ({ value: one, label: say.states[one] ?? one })),
                ]}
              />
            }
          >
            <Messages source={source} page={report.messages} onMore={setAfter} />
          </Section>
        </>
      )}
    </Read>
  );
}

function Hours({ hours }: { readonly hours: Report["hours"] }) {
  const { formats } = useWords();
  const say = useChapter(SOURCES);
  return (
    <Table.ScrollContainer minWidth={1_000} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.hour}</Table.Th>
            <Table.Th ta="right">{say.messages}</Table.Th>
            <Table.Th ta="right">{say.waiting}</Table.Th>
            <Table.Th ta="right">{say.understood}</Table.Th>
            <Table.Th>{say.unread}</Table.Th>
            <Table.Th ta="right">{say.events}</Table.Th>
            <Table.Th ta="right">{say.matched}</Table.Th>
            <Table.Th ta="right">{say.applied}</Table.Th>
            <Table.Th>{say.held}</Table.Th>
            <Table.Th>{say.rejected}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hours.map((hour) => (
            <Table.Tr key={hour.from}>
              <Table.Td className="unbroken">{formats.moment(hour.from)}</Table.Td>
              <Figure value={hour.messages} />
              <Figure value={hour.waiting} />
              <Figure value={hour.understood} />
              <Reasons reasons={hour.unread} />
              <Figure value={hour.events} />
              <Figure value={hour.matched} />
              <Figure value={hour.applied} />
              <Reasons reasons={hour.held} />
              <Reasons reasons={hour.rejected} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Figure({ value }: { readonly value: number }) {
  const { formats } = useWords();
  return (
    <Table.Td ta="right" className="figure">
      {formats.count(value)}
    </Table.Td>
  );
}

function Reasons({
  reasons,
}: {
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
}) {
  return (
    <Table.Td>
      {reasons.map(({ code, count }) => (
        <div key={code}>
          {code}: {count}
        </div>
      ))}
    </Table.Td>
  );
}

interface MessagesProps {
  readonly source: string;
  readonly page: Report["messages"];
  readonly onMore: (after: string | null) => void;
}

function Messages({ source, page, onMore }: MessagesProps) {
  const { words } = useWords();
  const say = useChapter(SOURCES);
  const { nodes, pageInfo } = page;
  if (nodes.length === 0) {
    return <Nothing>{say.noMessages}</Nothing>;
  }
  return (
    <Stack gap="md">
      {nodes.map((message) => (
        <MessageSides key={message.number} source={source} message={message} />
      ))}
      {pageInfo.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          w="max-content"
          onClick={() => onMore(pageInfo.endCursor ?? null)}
        >
          {words.parts.more}
        </Button>
      )}
    </Stack>
  );
}

interface SidesProps {
  readonly source: string;
  readonly message: Message;
}

/** The body as it came, beside what was made of it. */
function MessageSides({ source, message }: SidesProps) {
  const { formats } = useWords();
  const mayRead = useMay("setup:write");
  const say = useChapter(SOURCES);
  const { tryOn } = useChapter(MAPPINGS);
  return (
    <section className="message-sides" aria-label={message.key}>
      <div>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {message.topic ?? message.key}
          </Text>
          <Badge size="sm" variant="light" color={message.state === "UNREAD" ? "red" : "teal"}>
            {say.states[message.state] ?? message.state}
          </Badge>
        </Group>
        <Text size="xs" c="dimmed">
          {formats.moment(message.receivedAt)} · {message.number} · {message.key}
        </Text>
        {message.outcomes.length > 0 && (
          <Text size="sm">
            {say.made}: {message.outcomes.map(({ code, count }) => `${code} ${count}`).join(", ")}
          </Text>
        )}
        {message.faults.map(({ reason, at, problem }) => (
          <Text key={`${reason} ${at} ${problem}`} size="sm" c="red">
            {say.wrong}: {reason} {at} {problem}
          </Text>
        ))}
        {message.state === "UNREAD" && (
          <Text size="xs" c="dimmed">
            {say.again(message.number)}
          </Text>
        )}
        {mayRead && (
          <Anchor
            component={Link}
            size="sm"
            href={`/try-mapping?message=${message.number}&source=${encodeURIComponent(source)}`}
          >
            {tryOn}
          </Anchor>
        )}
      </div>
      <div>
        <Text size="xs" c="dimmed">
          {message.body == null ? say.noBody : say.body}
        </Text>
        {message.body != null && (
          <Code block mah={220}>
            {message.body}
          </Code>
        )}
      </div>
    </section>
  );
}
