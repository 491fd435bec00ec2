import { Alert, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { type CombinedError, useMutation, useQuery } from "urql";
import {
  type DestinationAnswerFragment,
  DestinationPauseDocument,
  DestinationResumeDocument,
  DestinationRetryDocument,
  DestinationsSeenDocument,
  type DestinationsSeenQuery,
} from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useNow } from "../parts/useNow.ts";
import { useMay } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { DeadLetters } from "./DeadLetters.tsx";
import { WrongValues } from "./WrongValues.tsx";
import { DELIVERIES } from "./words.ts";

export type Destination = DestinationsSeenQuery["health"]["destinations"][number];

/** What an act came to, for whoever pressed the button. */
export type Take = (
  answer: DestinationAnswerFragment | null | undefined,
  error: CombinedError | undefined,
) => void;

/** Every system that is told of changes: how it does, what it refused, and what can be done. */
export default function DestinationsPage() {
  const { words } = useWords();
  const say = useChapter(DELIVERIES);
  const [{ data, error }, read] = useQuery({
    query: DestinationsSeenDocument,
    requestPolicy: "cache-and-network",
  });
  const [said, setSaid] = useState<string | null>(null);
  const take: Take = (answer, fault) => {
    const refused = answer?.userErrors[0]?.message ?? null;
    setSaid(fault === undefined ? refused : sayError(fault, words));
    read({ requestPolicy: "network-only" });
  };
  return (
    <Stack>
      <PageHead title={words.pages.destinations} lead={say.lead} />
      {said !== null && (
        <Alert color="red" role="alert" withCloseButton onClose={() => setSaid(null)}>
          {said}
        </Alert>
      )}
      <Read data={data?.health.destinations} error={error} retry={() => read()}>
        {(all) =>
          all.length === 0 ? (
            <Nothing>{say.none}</Nothing>
          ) : (
            all.map((one) => <Card key={one.destination} destination={one} take={take} />)
          )
        }
      </Read>
    </Stack>
  );
}

interface CardProps {
  readonly destination: Destination;
  readonly take: Take;
}

function Card({ destination: one, take }: CardProps) {
  const { words, formats } = useWords();
  const say = useChapter(DELIVERIES);
  const nowMs = useNow();
  const { live, bulk, oldestSeconds, drainsAt, quotaLeft, owner } = one;
  const waiting = live + bulk;
  return (
    <Section title={`${one.name} (${one.kind})`} aside={<State destination={one} />}>
      <Stack gap="xs">
        {one.shadow != null && (
          <Text size="sm">
            {say.shadow[one.shadow.verdict]} {one.shadow.reasons.join(" ")}
          </Text>
        )}
        {one.problem != null && <Alert color="red">{one.problem}</Alert>}
        {one.pausedAt != null && (
          <Text size="sm">
            {say.pausedBy(one.pausedBy ?? "", formats.ago(one.pausedAt, nowMs))}
          </Text>
        )}
        {one.restsUntil != null && (
          <Text size="sm">{say.rests(formats.ago(one.restsUntil, nowMs))}</Text>
        )}
        <Text size="sm">
          {waiting === 0
            ? say.nothingWaits
            : say.waits(formats.count(waiting), formats.lag(oldestSeconds * 1_000))}
          {waiting > 0 && drainsAt != null && ` ${say.drains(formats.ago(drainsAt, nowMs))}`}
        </Text>
        <Text size="sm">
          {say.errors(formats.share(one.errorRate))}
          {quotaLeft != null && ` ${say.quota(formats.share(quotaLeft))}`}
        </Text>
        {one.wrongValues.some(({ wrong }) => wrong > 0) && <WrongValues values={one.wrongValues} />}
        <DeadLetters destination={one} take={take} />
        <Acts destination={one} take={take} />
        <Text size="xs" c="dimmed" className="foreign">
          {words.operations.purchase.owner}: {owner.team}, {owner.contact}
        </Text>
      </Stack>
    </Section>
  );
}

function State({ destination: { mode, pausedAt, breaker, deadLetters } }: Omit<CardProps, "take">) {
  const say = useChapter(DELIVERIES).states;
  const [text, colour] =
    pausedAt != null
      ? [say.paused, "yellow"]
      : breaker !== "CLOSED"
        ? [say.broken, "red"]
        : deadLetters.length > 0
          ? [say.dead, "orange"]
          : mode === "SHADOW"
            ? [say.shadow, "gray"]
            : [say.well, "teal"];
  return (
    <Badge variant="light" miw="max-content" color={colour}>
      {text}
    </Badge>
  );
}

function Acts({ destination: { destination, pausedAt, deadLetters }, take }: CardProps) {
  const say = useChapter(DELIVERIES);
  const may = useMay("destination:operate");
  const [pausing, pause] = useMutation(DestinationPauseDocument);
  const [resuming, resume] = useMutation(DestinationResumeDocument);
  const [retrying, retry] = useMutation(DestinationRetryDocument);
  if (!may) {
    return null;
  }
  const input = () => ({ destination, idempotencyKey: crypto.randomUUID() });
  const doPause = async () => {
    const { data, error } = await pause({ input: input() });
    take(data?.pauseDestination, error);
  };
  const doResume = async () => {
    const { data, error } = await resume({ input: input() });
    take(data?.resumeDestination, error);
  };
  const doRetry = async () => {
    const { data, error } = await retry({ input: input() });
    take(data?.retryDeadLetters, error);
  };
  return (
    <Group gap="xs">
      {pausedAt == null ? (
        <Button
          size="xs"
          variant="default"
          loading={pausing.fetching}
          onClick={() => void doPause()}
        >
          {say.pause}
        </Button>
      ) : (
        <Button size="xs" loading={resuming.fetching} onClick={() => void doResume()}>
          {say.resume}
        </Button>
      )}
      {deadLetters.length > 0 && (
        <Button
          size="xs"
          variant="default"
          loading={retrying.fetching}
          onClick={() => void doRetry()}
        >
          {say.retryAll}
        </Button>
      )}
    </Group>
  );
}
