import { Input } from "@mantine/core";
import { type Ref, useId, useImperativeHandle, useRef } from "react";

/** What others do with the text. */
export interface Lines {
  /** Brings the keyboard to a line, and marks it. */
  readonly show: (line: number) => void;
}

interface Props {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Lines at which something is wrong, from 1. */
  readonly wrong: ReadonlySet<number>;
  readonly ref: Ref<Lines>;
}

/** Text with the numbers of its lines beside it. */
export function MappingText({ label, text, onChange, wrong, ref }: Props) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const lines = text.split("\n");
  useImperativeHandle(ref, () => ({
    show: (line) => {
      const before = text.split("\n").slice(0, line - 1);
      const start = before.reduce((sum, one) => sum + one.length + 1, 0);
      const end = start + (text.split("\n")[line - 1]?.length ?? 0);
      area.current?.focus({ preventScroll: true });
      area.current?.setSelectionRange(start, end);
      numbers.current?.children[line - 1]?.scrollIntoView({ block: "nearest" });
    },
  }));
  return (
    <div>
      <Input.Label htmlFor={id}>{label}</Input.Label>
      <div className="lined code">
        <div className="lined-numbers" ref={numbers} aria-hidden="true">
          {lines.map((_, at) => (
            <div key={at} className={wrong.has(at + 1) ? "lined-wrong" : undefined}>
              {at + 1}
            </div>
          ))}
        </div>
        <textarea
          id={id}
          ref={area}
          rows={lines.length}
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          aria-invalid={wrong.size > 0}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
