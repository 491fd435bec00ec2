import {
  Alert,
  Badge,
  Code,
  Group,
  List,
  NumberInput,
  ScrollArea,
  Stack,
  Text,
} from "@mantine/core";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { useParams } from "wouter";
import { RulesVersionDocument, type RulesVersionQuery } from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useMay } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { DraftEditor } from "./DraftEditor.tsx";
import { pretty } from "./pretty.ts";
import { RolloutSection } from "./RolloutSection.tsx";
import { SimulationSection } from "./SimulationSection.tsx";
import { VersionActions } from "./VersionActions.tsx";
import { RULE_WORDS } from "./words.ts";

/** How often work that runs for long is looked at, milliseconds. */
const LOOK_MS = 1_500;

export type Version = NonNullable<RulesVersionQuery["ruleset"]>;

/** One version of the rules: what is different, what that comes to, and how far it is rolled out. */
export default function VersionPage() {
  const { words } = useWords();
  const { version: say, rules: ofAll } = useChapter(RULE_WORDS);
  const version = Number(useParams()["version"]);
  const mayWrite = useMay("programme:write");
  const [against, setAgainst] = useState(Math.max(1, version - 1));
  const [{ data, error }, read] = useQuery({
    query: RulesVersionDocument,
    variables: { version, against },
    requestPolicy: "cache-and-network",
    pause: !Number.isSafeInteger(version),
  });
  const rules = data?.ruleset;
  const isEdited = rules?.status === "DRAFT" && mayWrite;
  const isBusy = rules?.simulation?.status === "RUNNING" || rules?.rollout?.status === "RUNNING";
  useEffect(() => {
    if (!isBusy) {
      return;
    }
    const timer = setInterval(() => read({ requestPolicy: "network-only" }), LOOK_MS);
    return () => clearInterval(timer);
  }, [isBusy, read]);
  const again = () => read({ requestPolicy: "network-only" });
  return (
    <Read data={data} error={error} retry={again}>
      {({ ruleset }) =>
        ruleset == null ? (
          <Alert title={say.gone}>{words.shell.notHereMore}</Alert>
        ) : (
          <Stack>
            <Group justify="space-between" align="flex-start">
              <Group>
                <PageHead title={say.title(ruleset.version)} />
                <Badge>{ofAll.statuses[ruleset.status] ?? ruleset.status}</Badge>
              </Group>
              <VersionActions rules={ruleset} onDone={again} />
            </Group>
            <Diff rules={ruleset} against={against} onAgainst={setAgainst} />
            {isEdited && <DraftEditor key={ruleset.id} rules={ruleset} onDone={again} />}
            <SimulationSection rules={ruleset} onDone={again} />
            <RolloutSection rollout={ruleset.rollout ?? null} />
            {!isEdited && (
              <Section title={say.document}>
                <ScrollArea.Autosize mah={480} viewportProps={{ tabIndex: 0 }}>
                  <Code block>{pretty(ruleset.document)}</Code>
                </ScrollArea.Autosize>
              </Section>
            )}
          </Stack>
        )
      }
    </Read>
  );
}

interface DiffProps {
  readonly rules: Version;
  readonly against: number;
  readonly onAgainst: (version: number) => void;
}

function Diff({ rules, against, onAgainst }: DiffProps) {
  const say = useChapter(RULE_WORDS).version;
  return (
    <Section
      title={say.diff}
      aside={
        rules.version > 1 && (
          <NumberInput
            size="xs"
            w={190}
            label={say.against}
            min={1}
            value={against}
            allowDecimal={false}
            onChange={(value) => {
              if (typeof value === "number" && value >= 1) {
                onAgainst(value);
              }
            }}
          />
        )
      }
    >
      {rules.diff.length === 0 && <Nothing>{rules.version === 1 ? say.first : say.same}</Nothing>}
      <List size="sm">
        {rules.diff.map(({ path, sentence, before, after }) => (
          <List.Item key={path}>
            {sentence}
            <Text size="xs" c="dimmed" className="foreign">
              {path}: {before ?? "–"} → {after ?? "–"}
            </Text>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
