import { Alert, Badge, Button, Code, Group, List, Stack, Text } from "@mantine/core";
import type { MappingTryMutation } from "../../__generated__/graphql.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { MAPPINGS } from "./words.ts";

type Trial = NonNullable<NonNullable<MappingTryMutation["tryMapping"]>["trial"]>;
type TriedRecord = Trial["records"][number];

interface Props {
  /** Null: nothing was tried yet. */
  readonly trial: Trial | null;
  /** It is of what stands in the fields now. */
  readonly isCurrent: boolean;
  readonly onLine: (line: number) => void;
}

/** What became of a sample, record by record, or what is wrong with the mapping. */
export function TrialResult({ trial, isCurrent, onLine }: Props) {
  const say = useChapter(MAPPINGS);
  return (
    <Section title={say.result}>
      <Stack gap="sm" aria-live="polite">
        {trial === null && <Nothing>{say.notTried}</Nothing>}
        {trial !== null && !isCurrent && (
          <Text size="sm" c="orange">
            {say.changed}
          </Text>
        )}
        {trial !== null && trial.faults.length > 0 && <Faults faults={trial.faults} on={onLine} />}
        {trial?.counts != null && <Counts counts={trial.counts} shown={trial.records.length} />}
        {trial?.records.map((record) => (
          <One key={record.at} record={record} onLine={onLine} />
        ))}
      </Stack>
    </Section>
  );
}

interface FaultsProps {
  readonly faults: Trial["faults"];
  readonly on: (line: number) => void;
}

function Faults({ faults, on }: FaultsProps) {
  const say = useChapter(MAPPINGS);
  return (
    <Alert color="red" title={say.faults(faults.length)} role="alert">
      <List size="sm" listStyleType="none">
        {faults.map(({ line, column, message }) => (
          <List.Item key={`${line}:${column}:${message}`} className="foreign">
            <Place line={line} column={column} on={on} /> {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

interface PlaceProps {
  readonly line: number;
  readonly column: number;
  readonly on: (line: number) => void;
}

/** Leads to the line. */
function Place({ line, column, on }: PlaceProps) {
  const say = useChapter(MAPPINGS);
  return (
    <Button variant="default" size="compact-xs" onClick={() => on(line)}>
      {say.place(line, column)}
    </Button>
  );
}

interface CountsProps {
  readonly counts: NonNullable<Trial["counts"]>;
  readonly shown: number;
}

function Counts({ counts, shown }: CountsProps) {
  const { formats } = useWords();
  const say = useChapter(MAPPINGS);
  const { records, purchases, interactions, persons, passedOver, refused, faulty } = counts;
  const figures = [
    [say.purchases, purchases, "teal"],
    [say.interactions, interactions, "teal"],
    [say.persons, persons, "teal"],
    [say.passedOver, passedOver, "gray"],
    [say.refused, refused, "red"],
    [say.faulty, faulty, "red"],
  ] as const;
  return (
    <div>
      <Group gap="xs">
        <Text size="sm">{say.records(formats.count(records))}</Text>
        {figures
          .filter(([, count]) => count > 0)
          .map(([label, count, color]) => (
            <Badge key={label} variant="light" color={color} miw="max-content">
              {label}: {formats.count(count)}
            </Badge>
          ))}
      </Group>
      {shown < records && (
        <Text size="xs" c="dimmed">
          {say.leftOff(formats.count(records - shown))}
        </Text>
      )}
    </div>
  );
}

interface OneProps {
  readonly record: TriedRecord;
  readonly onLine: (line: number) => void;
}

function One({ record, onLine }: OneProps) {
  const say = useChapter(MAPPINGS);
  const { at, made, passedOver, faults } = record;
  return (
    <section aria-label={at === "" ? say.whole : at}>
      <Text size="sm" fw={600}>
        {at === "" ? say.whole : at}
      </Text>
      {passedOver != null && (
        <Text size="sm" c="dimmed">
          {say.over}: {passedOver}
        </Text>
      )}
      {made.map(({ make, history, value, refusal }) => (
        <div key={`${make} ${value}`}>
          <Group gap="xs">
            <Badge size="sm" variant="light" color={refusal == null ? "teal" : "red"}>
              {say.makes[make] ?? make}
            </Badge>
            {history && (
              <Badge size="sm" variant="light" color="gray">
                {say.history}
              </Badge>
            )}
          </Group>
          {refusal != null && (
            <Text size="sm" c="red" className="foreign">
              {say.wouldRefuse}: {refusal.reason} {refusal.field} {refusal.problem}
            </Text>
          )}
          <Code block mah={260} tabIndex={0} mt={4}>
            {value}
          </Code>
        </div>
      ))}
      {faults.map(({ reason, problem, line, column }) => (
        <Text key={`${reason} ${problem} ${line}`} size="sm" c="red" className="foreign">
          {reason}: {problem}{" "}
          {line != null && <Place line={line} column={column ?? 1} on={onLine} />}
        </Text>
      ))}
    </section>
  );
}
