import { Radio, Stack } from "@mantine/core";
import type { CallerHeadFragment } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";

type Identifier = CallerHeadFragment["identifiers"][number];

interface Props {
  readonly of: readonly Identifier[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly error: string | undefined;
}

/** Which of the things that the customer is known by. */
export function IdentifierPick({ of, value, onChange, error }: Props) {
  const { words } = useWords();
  const say = words.actions.identifier;
  return (
    <Radio.Group label={say.which} value={value} onChange={onChange} error={error} withAsterisk>
      <Stack gap="xs" mt="xs">
        {of.length === 0 && say.none}
        {of.map((one) => (
          <Radio key={one.id} value={one.id} label={sayIdentifier(one, words.search.kinds)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** An identifier in a sentence, such as "Card ***4711". */
export function sayIdentifier(
  { kind, display }: Pick<Identifier, "kind" | "display">,
  kinds: Readonly<Record<string, string>>,
): string {
  return `${kinds[kind] ?? kind} ${display}`;
}
