import { Alert, Badge, Group, List, Loader, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import { useQuery } from "urql";
import { CallerMatchesDocument } from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";

interface Props {
  readonly id: string;
  readonly changes: number;
}

/** Whom the customer may be the same person as, and what speaks for it. */
export function SameCard({ id, changes }: Props) {
  const { words, formats, language } = useWords();
  const say = words.caller.same;
  const [{ data, error, fetching }, read] = useQuery({
    query: CallerMatchesDocument,
    variables: { by: { id }, locale: language },
    requestPolicy: "cache-and-network",
  });
  useEffect(() => {
    if (changes > 0) {
      read({ requestPolicy: "network-only" });
    }
  }, [changes, read]);
  const candidates = data?.customer?.matchCandidates;
  return (
    <Section title={say.title} of={candidates?.map((one) => one.id)}>
      {candidates == null && fetching && (
        <Loader size="sm" role="status" aria-label={words.parts.loading} />
      )}
      {candidates == null && error !== undefined && <Alert>{sayError(error, words)}</Alert>}
      {candidates?.length === 0 && <Nothing>{say.none}</Nothing>}
      <Stack gap="sm">
        {candidates?.map(({ id: key, score, evidence, customer }) => (
          <div key={key}>
            <Group justify="space-between">
              <Text size="sm" fw={600} className="foreign" dir="auto">
                {customer.name ?? words.caller.noName}
              </Text>
              <Badge variant="light">{say.score(formats.share(score))}</Badge>
            </Group>
            <List size="xs">
              {evidence.map((sentence) => (
                <List.Item key={sentence} className="foreign">
                  {sentence}
                </List.Item>
              ))}
            </List>
          </div>
        ))}
      </Stack>
    </Section>
  );
}
