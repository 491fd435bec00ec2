import { Textarea } from "@mantine/core";
import { useWords } from "../../../words/context.ts";

/** As the server has it: characters of a reason. */
const REASON_LENGTH_MAX = 500;

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** Why it is done, for colleagues. */
export function ReasonField({ value, onChange, error }: Props) {
  const { words } = useWords();
  return (
    <Textarea
      label={words.actions.reason}
      description={words.actions.reasonMore}
      withAsterisk
      autosize
      minRows={2}
      maxLength={REASON_LENGTH_MAX}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
