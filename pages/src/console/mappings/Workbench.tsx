import { Alert, Button, Code, Group, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useRef } from "react";
import { useMay } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { type Lines, MappingText } from "./MappingText.tsx";
import { TrialResult } from "./TrialResult.tsx";
import { type Base, useWorkbench } from "./useWorkbench.ts";
import { MAPPINGS } from "./words.ts";

interface Props {
  readonly base: Base;
  readonly text: string;
  readonly sample?: string;
  /** Number of a stored message that it is tried on instead of a sample. */
  readonly message: string | null;
  readonly onSaved: (name: string) => void;
}

/** A mapping, what it is tried on, and what becomes of that. */
export function Workbench({ base, text, sample = "", message, onSaved }: Props) {
  const say = useChapter(MAPPINGS);
  const lines = useRef<Lines>(null);
  const ofMessage = useMay("setup:write") ? message : null;
  const bench = useWorkbench({ base, text, sample, message: ofMessage, onSaved });
  const { trial, isCurrent } = bench;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    bench.run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      bench.run();
    }
  };
  const faults =
    trial === null || !isCurrent
      ? []
      : [...trial.faults, ...trial.records.flatMap((record) => record.faults)];
  const wrong = new Set(faults.flatMap(({ line }) => (line == null ? [] : [line])));
  return (
    <form onSubmit={submit} onKeyDown={onKey} noValidate>
      <div className="workbench">
        <Stack gap="sm">
          <MappingText
            ref={lines}
            label={say.text}
            text={bench.text}
            onChange={bench.setText}
            wrong={wrong}
          />
          <Buttons bench={bench} />
          {bench.said.map((one) => (
            <Alert key={one} color="red" role="alert">
              {one}
            </Alert>
          ))}
        </Stack>
        <Stack gap="sm">
          <TriedOn bench={bench} message={ofMessage} />
          <TrialResult
            trial={trial}
            isCurrent={isCurrent}
            onLine={(line) => lines.current?.show(line)}
          />
        </Stack>
      </div>
    </form>
  );
}

type Bench = ReturnType<typeof useWorkbench>;

function Buttons({ bench }: { readonly bench: Bench }) {
  const say = useChapter(MAPPINGS);
  const maySave = useMay("setup:write");
  const { trial, isCurrent, saved } = bench;
  const isSound = trial !== null && trial.faults.length === 0 && isCurrent;
  return (
    <>
      <Group>
        <Button type="submit" loading={bench.isTrying}>
          {say.try}
        </Button>
        {maySave && (
          <Button
            variant="light"
            disabled={!isSound}
            loading={bench.isSaving}
            onClick={() => bench.save()}
          >
            {say.save}
          </Button>
        )}
        <Text size="sm" role="status">
          {saved !== null && isCurrent ? say.saved(saved.newest.version) : ""}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {maySave ? say.saveMore : say.mayNotSave}
      </Text>
    </>
  );
}

interface TriedOnProps {
  readonly bench: Bench;
  readonly message: string | null;
}

/** A sample that is typed, or a message as it came, with nobody in it. */
function TriedOn({ bench, message }: TriedOnProps) {
  const say = useChapter(MAPPINGS);
  if (message === null) {
    return (
      <Textarea
        label={say.sample}
        description={say.sampleMore}
        autosize
        minRows={6}
        maxRows={14}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: "code" }}
        value={bench.sample}
        onChange={(event) => bench.setSample(event.currentTarget.value)}
      />
    );
  }
  return (
    <div>
      <Text size="sm" fw={600}>
        {say.ofMessage(message)}
      </Text>
      <Text size="xs" c="dimmed">
        {say.onRecord}
      </Text>
      {bench.trial?.masked != null && (
        <Code block mah={260} mt={4} tabIndex={0}>
          {bench.trial.masked}
        </Code>
      )}
    </div>
  );
}
