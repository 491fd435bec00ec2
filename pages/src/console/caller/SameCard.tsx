import { Alert, Loader, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { CallerMatchesDocument, type CallerMatchesQuery } from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { FormDialog } from "../parts/FormDialog.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";
import { CompareForm } from "./same/CompareForm.tsx";
import { MergedParts } from "./same/MergedParts.tsx";
import { OneCandidate } from "./same/OneCandidate.tsx";

interface Props {
  readonly id: string;
  readonly changes: number;
  readonly onDone: () => void;
}

type Candidate = NonNullable<
  NonNullable<CallerMatchesQuery["customer"]>["matchCandidates"]
>[number];

/**
 * Whom the customer may be the same person as, what speaks for it, and what was merged into them.
 */
export function SameCard({ id, changes, onDone }: Props) {
  const { words, language } = useWords();
  const say = words.same;
  const [open, setOpen] = useState<Candidate | null>(null);
  const [{ data, error, fetching }, read] = useQuery({
    query: CallerMatchesDocument,
    variables: { by: { id }, locale: language },
    requestPolicy: "cache-and-network",
  });
  const readAgain = () => read({ requestPolicy: "network-only" });
  useEffect(() => {
    if (changes > 0) {
      read({ requestPolicy: "network-only" });
    }
  }, [changes, read]);
  const candidates = data?.customer?.matchCandidates;
  return (
    <Section title={say.title} of={candidates?.map((one) => [one.id, one.state])}>
      {candidates == null && fetching && (
        <Loader size="sm" role="status" aria-label={words.parts.loading} />
      )}
      {candidates == null && error !== undefined && <Alert>{sayError(error, words)}</Alert>}
      {candidates?.length === 0 && <Nothing>{say.none}</Nothing>}
      <Stack gap="sm">
        {candidates?.map((one) => (
          <OneCandidate
            key={one.id}
            candidate={one}
            names={[one.customer.name ?? words.caller.noName]}
            onOpen={() => setOpen(one)}
          />
        ))}
      </Stack>
      <MergedParts
        id={id}
        changes={changes}
        onDone={() => {
          onDone();
          readAgain();
        }}
      />
      <FormDialog
        isOpen={open !== null}
        onClose={() => setOpen(null)}
        size="xl"
        title={open === null ? "" : say.comparing(open.customer.name ?? words.caller.noName)}
      >
        {open !== null && (
          <CompareForm
            id={id}
            candidate={open}
            onClose={() => setOpen(null)}
            onDone={() => {
              onDone();
              readAgain();
            }}
          />
        )}
      </FormDialog>
    </Section>
  );
}
