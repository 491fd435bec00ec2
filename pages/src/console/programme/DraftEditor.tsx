import { Alert, Button, Group, List, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { RulesUpdateDocument } from "../../__generated__/graphql.ts";
import { type Fault, faultsBeside } from "../caller/actions/form/faults.ts";
import { useAct } from "../caller/actions/form/useAct.ts";
import { Section } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { pretty } from "./pretty.ts";
import type { Version } from "./VersionPage.tsx";
import { RULE_WORDS } from "./words.ts";

interface Props {
  readonly rules: Version;
  /** It was kept: what differs, and what was played, is another now. */
  readonly onDone: () => void;
}

/**
 * The document of a draft, as text that is checked whole when it is saved. What is typed stays,
 * whatever happens to the draft meanwhile: two who write are told of each other.
 */
export function DraftEditor({ rules, onDone }: Props) {
  const { draft: say, version: ofOne } = useChapter(RULE_WORDS);
  const { version, revision, document } = rules;
  const [base, setBase] = useState({ revision, text: pretty(document) });
  const [text, setText] = useState(base.text);
  const act = useAct(RulesUpdateDocument, ({ updateRulesetDraft }) => updateRulesetDraft);
  const isTouched = text !== base.text;
  const takeTheirs = () => {
    const theirs = pretty(document);
    setBase({ revision, text: theirs });
    setText(theirs);
  };
  useEffect(() => {
    // Nobody loses anything by seeing what somebody else has saved.
    if (revision !== base.revision && !isTouched) {
      const theirs = pretty(document);
      setBase({ revision, text: theirs });
      setText(theirs);
    }
  }, [revision, document, base, isTouched]);
  const save = async (expectedRevision: number) => {
    const isDone = await act.send({ text, expectedRevision }, () => ({
      ...{ version, expectedRevision, document: text },
    }));
    if (isDone) {
      setBase({ revision: expectedRevision + 1, text });
    }
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(base.revision);
  };
  const isMeeting = isTouched && revision > base.revision;
  return (
    <Section title={ofOne.document}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Textarea
            label={say.label}
            description={say.more}
            autosize
            minRows={12}
            maxRows={32}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: "code" }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={act.faults.some(({ code }) => code === INVALID) ? say.faulty : undefined}
          />
          <Faults faults={act.faults} said={act.said} />
          {isMeeting ? (
            <Alert color="yellow" title={say.meeting} role="alert">
              <Group>
                <Button variant="default" onClick={takeTheirs}>
                  {say.takeTheirs}
                </Button>
                <Button
                  loading={act.state === "sending"}
                  onClick={() => void save(revision)}
                  variant="light"
                >
                  {say.saveMine}
                </Button>
              </Group>
            </Alert>
          ) : (
            <Group justify="flex-end">
              <Text size="sm" role="status">
                {act.state === "done" && !isTouched ? say.saved : ""}
              </Text>
              <Button variant="default" disabled={!isTouched} onClick={() => setText(base.text)}>
                {say.undo}
              </Button>
              <Button type="submit" disabled={!isTouched} loading={act.state === "sending"}>
                {say.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Section>
  );
}

const INVALID = "DOCUMENT_INVALID";
const MEETING = "REVISION_CONFLICT";

interface FaultsProps {
  readonly faults: readonly Fault[];
  /** What went wrong otherwise. */
  readonly said: string | null;
}

/** What is wrong with it, each fault with its place; the server's words begin with it. */
function Faults({ faults, said }: FaultsProps) {
  const say = useChapter(RULE_WORDS).draft;
  const invalid = faults.filter(({ code }) => code === INVALID);
  const others = faultsBeside(faults, ["document"]).filter(({ code }) => code !== MEETING);
  return (
    <>
      {invalid.length > 0 && (
        <Alert color="red" title={say.faults(invalid.length)} role="alert">
          <List size="sm">
            {invalid.map(({ message }) => (
              <List.Item key={message} className="foreign">
                {message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {others.map(({ code, message }) => (
        <Alert key={code} color="red" role="alert">
          {message}
        </Alert>
      ))}
      {said !== null && (
        <Alert color="red" role="alert">
          {said}
        </Alert>
      )}
    </>
  );
}
