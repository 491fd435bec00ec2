import { Alert, Button, Group, List, Radio, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { CallerRevealDocument, type RevealReason } from "../../../__generated__/graphql.ts";
import { CopyText } from "../../parts/CopyText.tsx";
import { sayError } from "../../parts/errors.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";

const REASONS = ["CALLER_ASKED", "ORDER_HANDLING", "MISUSE_CHECK", "LEGAL_DUTY"] as const;

/** Shows values in full, with a reason; every time is on record. */
export function RevealForm({ customer, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.reveal;
  const [reason, setReason] = useState<RevealReason | "">("");
  const [{ data, error, fetching }, reveal] = useMutation(CallerRevealDocument);
  const shown = data?.revealIdentifiers;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== "") {
      void reveal({ input: { customer: { id: customer.id }, reason } });
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{say.lead}</Text>
        <Radio.Group
          label={say.reason}
          value={reason}
          onChange={(value) => setReason(value as RevealReason)}
          withAsterisk
        >
          <Stack gap="xs" mt="xs">
            {REASONS.map((one) => (
              <Radio key={one} value={one} label={say.reasons[one]} />
            ))}
          </Stack>
        </Radio.Group>
        {error !== undefined && <Alert color="red">{sayError(error, words)}</Alert>}
        {shown?.userErrors.map(({ code, message }) => (
          <Alert key={code} color="red">
            {message}
          </Alert>
        ))}
        <List size="sm">
          {shown?.identifiers.map(({ id, kind, display }) => (
            <List.Item key={id}>
              {words.search.kinds[kind] ?? kind}: {display}{" "}
              <CopyText text={display} label={`${words.parts.copy}: ${kind}`} />
            </List.Item>
          ))}
        </List>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.parts.close}
          </Button>
          <Button type="submit" disabled={reason === ""} loading={fetching}>
            {say.show}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
