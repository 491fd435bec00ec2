import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useWords } from "../words/context.ts";

interface Props {
  readonly text: string;
  /** What is copied, for those who do not see the icon. */
  readonly label?: string;
}

/** Puts a text on the clipboard. */
export function CopyText({ text, label }: Props) {
  const { words } = useWords();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          size="sm"
          onClick={copy}
          aria-label={copied ? words.parts.copied : (label ?? words.parts.copy)}
        >
          {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
