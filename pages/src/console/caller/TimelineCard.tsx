import { Button, Chip, Group, Loader, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { CallerTimelineDocument, type TimelineKind } from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";

interface Props {
  readonly id: string;
  readonly changes: number;
}

const KINDS = ["ORDER", "POINTS", "TIER", "COUPON", "INTERACTION", "IDENTITY", "AUDIT"] as const;

/** Everything on record, latest first, by kind. */
export function TimelineCard({ id, changes }: Props) {
  const { words } = useWords();
  const say = words.caller.timeline;
  const [kinds, setKinds] = useState<string[]>([]);
  return (
    <Section title={say.title}>
      <Chip.Group multiple value={kinds} onChange={setKinds}>
        <Group gap={6} mb="sm" role="group" aria-label={say.filter}>
          {KINDS.map((kind) => (
            <Chip key={kind} value={kind} size="xs">
              {say.kinds[kind]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Page
        key={kinds.join()}
        id={id}
        changes={changes}
        kinds={kinds.length === 0 ? null : (kinds as TimelineKind[])}
        after={null}
      />
    </Section>
  );
}

interface PageProps extends Props {
  readonly kinds: TimelineKind[] | null;
  readonly after: string | null;
}

function Page({ id, changes, kinds, after }: PageProps) {
  const { words, formats, language } = useWords();
  const say = words.caller.timeline;
  const [isMore, setMore] = useState(false);
  const [{ data, error, fetching }, read] = useQuery({
    query: CallerTimelineDocument,
    variables: { by: { id }, locale: language, kinds, after },
    requestPolicy: "cache-and-network",
  });
  useEffect(() => {
    // What is behind a cursor does not change by what comes on top.
    if (changes > 0 && after === null) {
      read({ requestPolicy: "network-only" });
    }
  }, [changes, after, read]);
  const timeline = data?.customer?.timeline;
  if (timeline == null) {
    return fetching ? (
      <Loader size="sm" role="status" aria-label={words.parts.loading} />
    ) : (
      <Text c="red">{sayError(error, words)}</Text>
    );
  }
  return (
    <Stack gap={6}>
      {timeline.nodes.length === 0 && after === null && <Nothing>{say.none}</Nothing>}
      {timeline.nodes.map(({ at, kind, sentence, by, store }, place) => (
        // Two of one instant may say the same.
        <div key={`${at} ${kind} ${place}`}>
          <Text size="sm" className="foreign" dir="auto">
            {sentence}
          </Text>
          <Text size="xs" c="dimmed">
            {formats.moment(at)} · {say.kinds[kind] ?? kind}
            {by == null ? "" : ` · ${by.name}`}
            {store == null ? "" : ` · ${store.name}`}
          </Text>
        </div>
      ))}
      {timeline.pageInfo.hasNextPage && !isMore && (
        <Button size="compact-sm" variant="subtle" onClick={() => setMore(true)}>
          {words.parts.more}
        </Button>
      )}
      {isMore && (
        <Page id={id} changes={changes} kinds={kinds} after={timeline.pageInfo.endCursor ?? null} />
      )}
    </Stack>
  );
}
