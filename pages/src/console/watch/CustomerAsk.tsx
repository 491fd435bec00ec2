import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useClient } from "urql";
import { ConsoleSearchDocument, type ConsoleSearchQuery } from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { useWords } from "../words/context.ts";

type Hit = ConsoleSearchQuery["lookup"][number];

interface Props {
  /** With the `id` of the customer. */
  readonly onAsk: (customer: string) => void;
}

/** Asks for a customer by whatever they are known by. */
export function CustomerAsk({ onAsk }: Props) {
  const { words, language } = useWords();
  const say = words.watch;
  const client = useClient();
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [hits, setHits] = useState<readonly Hit[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) {
      return;
    }
    setBusy(true);
    const { data, error } = await client.query(
      ConsoleSearchDocument,
      { text: text.trim(), locale: language },
      { requestPolicy: "network-only" },
    );
    setBusy(false);
    const found = data?.lookup.filter(({ customer }) => customer != null) ?? [];
    const [only, second] = found;
    setHits(second === undefined ? [] : found);
    setSaid(
      data === undefined ? sayError(error, words) : found.length > 0 ? null : words.search.none,
    );
    if (only?.customer != null && second === undefined) {
      onAsk(only.customer.id);
    }
  };
  return (
    <Stack gap="xs">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Group align="flex-end">
          <TextInput
            label={say.text}
            placeholder={words.search.placeholder}
            miw={280}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" loading={isBusy} disabled={text.trim() === ""}>
            {say.show}
          </Button>
        </Group>
      </form>
      {said !== null && <Alert role="alert">{said}</Alert>}
      {hits.length > 0 && (
        <Stack gap={4} align="flex-start">
          <Text size="sm" role="status">
            {say.pick}
          </Text>
          {hits.map(({ display, hint, kind, customer }) => (
            <Button
              key={`${kind} ${display} ${customer?.id}`}
              size="compact-sm"
              variant="light"
              onClick={() => {
                setHits([]);
                onAsk(customer?.id ?? "");
              }}
            >
              {[display, hint].filter((part) => part != null).join(", ")}
            </Button>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
