import { Alert, Button, Group, List, Loader, Stack, Text, TextInput, Title } from "@mantine/core";
import { useId, useState } from "react";
import { useQuery } from "urql";
import { ActionExplainDocument } from "../../../__generated__/graphql.ts";
import { CopyText } from "../../parts/CopyText.tsx";
import { sayError } from "../../parts/errors.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { dayFrom, startOfDay } from "./form/days.ts";

/** What the customer can be told, in whole sentences: of now, and of a day that is gone. */
export function ExplainForm({ customer, onClose }: ActionProps) {
  const { words, formats, language } = useWords();
  const say = words.actions.explain;
  const [day, setDay] = useState("");
  const at = startOfDay(day);
  const [{ data, error, fetching }] = useQuery({
    query: ActionExplainDocument,
    variables: { by: { id: customer.id }, at, locale: language },
    requestPolicy: "network-only",
    // Today's is on the page already.
    pause: at === null,
  });
  const { loyalty } = customer;
  const told = at === null ? undefined : data?.explainTier;
  const change = loyalty?.nextChange;
  return (
    <Stack>
      <Sentences
        title={say.now}
        of={[...(loyalty?.tierReason ?? []), ...(change == null ? [] : [change.sentence])]}
      />
      <Sentences title={say.wrong} of={(customer.problems ?? []).map((one) => one.sentence)} />
      <TextInput
        type="date"
        label={say.day}
        description={say.dayMore}
        max={dayFrom(Date.now(), {})}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {fetching && <Loader size="sm" role="status" aria-label={words.parts.loading} />}
      {error !== undefined && (
        <Alert color="red" role="alert">
          {sayError(error, words)}
        </Alert>
      )}
      {told === null && <Text size="sm">{say.noMember}</Text>}
      {told != null && (
        <Sentences title={say.onDay(formats.day(told.at), told.tier.name)} of={told.sentences} />
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.parts.close}</Button>
      </Group>
    </Stack>
  );
}

function Sentences({ title, of }: { readonly title: string; readonly of: readonly string[] }) {
  const { words } = useWords();
  const id = useId();
  return of.length === 0 ? null : (
    <section aria-labelledby={id}>
      <Title order={3} size="h6" id={id}>
        {title} <CopyText text={of.join(" ")} label={words.caller.copySentence} />
      </Title>
      <List size="sm">
        {of.map((sentence) => (
          <List.Item key={sentence} className="foreign">
            {sentence}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
