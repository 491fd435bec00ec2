import { Button, Card, NativeSelect, Stack, Text } from "@mantine/core";
import { type MouseEvent, useState } from "react";
import { useQuery } from "urql";
import {
  type MatchDecision,
  SameQueueDocument,
  type SameQueueQuery,
} from "../../../__generated__/graphql.ts";
import { FormDialog } from "../../parts/FormDialog.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { Read } from "../../parts/Read.tsx";
import { Nothing } from "../../parts/Section.tsx";
import { useOpener } from "../../parts/useOpener.ts";
import { useWords } from "../../words/context.ts";
import { CompareForm } from "./CompareForm.tsx";
import { OneCandidate } from "./OneCandidate.tsx";

type Candidate = NonNullable<SameQueueQuery["matchCandidates"]>["nodes"][number];

/** How likely they are at least, 0 to 1. */
const SCORES = [0, 0.5, 0.7, 0.9] as const;
/** Where a candidate stands once somebody has said this. */
const STATES: Readonly<Record<MatchDecision, string>> = {
  SAME: "MERGED",
  DIFFERENT: "DISTINCT",
  UNDECIDED: "OPEN",
};

/** What was decided here, by candidate: a page that was read does not change under the reader. */
type Decided = ReadonlyMap<string, MatchDecision>;

/** All who may be one person, the likeliest first, for those who decide it one after the other. */
export default function QueuePage() {
  const { words, formats } = useWords();
  const say = words.same;
  const [minScore, setMinScore] = useState<number>(0);
  const [decided, setDecided] = useState<Decided>(new Map());
  const [open, setOpen] = useState<Candidate | null>(null);
  const { note, rest, back } = useOpener();
  const [one, other] = open?.customers ?? [];
  const nameOf = (customer: Candidate["customers"][number] | undefined) =>
    customer?.name ?? words.caller.noName;
  return (
    <Stack ref={rest} tabIndex={-1}>
      <PageHead title={say.queue} lead={say.queueLead} />
      <NativeSelect
        label={say.atLeast}
        maw={240}
        value={String(minScore)}
        onChange={(event) => setMinScore(Number(event.currentTarget.value))}
        data={SCORES.map((score) => ({
          value: String(score),
          label: score === 0 ? say.anyScore : formats.share(score),
        }))}
      />
      <Page
        key={minScore}
        {...{ minScore, decided, nameOf }}
        after={null}
        onOpen={(candidate, event) => {
          note(event);
          setOpen(candidate);
        }}
      />
      <FormDialog
        isOpen={open !== null}
        size="xl"
        title={open === null ? "" : say.comparingBoth(nameOf(one), nameOf(other))}
        onClose={() => setOpen(null)}
        onGone={back}
      >
        {open !== null && one !== undefined && other !== undefined && (
          <CompareForm
            id={one.id}
            candidate={{ ...open, customer: other }}
            onClose={() => setOpen(null)}
            onDone={(decision) => {
              if (decision !== null) {
                setDecided(new Map([...decided, [open.id, decision]]));
              }
            }}
          />
        )}
      </FormDialog>
    </Stack>
  );
}

interface PageProps {
  readonly minScore: number;
  readonly after: string | null;
  readonly decided: Decided;
  readonly nameOf: (customer: Candidate["customers"][number]) => string;
  readonly onOpen: (candidate: Candidate, event: MouseEvent<HTMLElement>) => void;
}

function Page({ after, ...props }: PageProps) {
  const { words, formats } = useWords();
  const { minScore, decided, nameOf, onOpen } = props;
  const [isMore, setMore] = useState(false);
  const [{ data, error }, read] = useQuery({
    query: SameQueueDocument,
    variables: { minScore, after },
    requestPolicy: "network-only",
  });
  return (
    <Read data={data?.matchCandidates ?? undefined} error={error} retry={() => read()}>
      {({ nodes, pageInfo }) => (
        <Stack gap="sm">
          {nodes.length === 0 && after === null && <Nothing>{words.same.queueEmpty}</Nothing>}
          {nodes.map((candidate) => {
            const decision = decided.get(candidate.id);
            const state = decision === undefined ? candidate.state : STATES[decision];
            return (
              <Card key={candidate.id} withBorder padding="sm">
                <OneCandidate
                  candidate={{ ...candidate, state }}
                  names={candidate.customers.map(nameOf)}
                  onOpen={(event) => onOpen(candidate, event)}
                />
                <Text size="xs" c="dimmed">
                  {words.same.since(formats.day(candidate.since))}
                </Text>
              </Card>
            );
          })}
          {pageInfo.hasNextPage && !isMore && (
            <Button variant="subtle" onClick={() => setMore(true)}>
              {words.parts.more}
            </Button>
          )}
          {isMore && <Page {...props} after={pageInfo.endCursor ?? null} />}
        </Stack>
      )}
    </Read>
  );
}
