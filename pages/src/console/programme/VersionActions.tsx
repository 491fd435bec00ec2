import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { type CombinedError, useMutation } from "urql";
import {
  RulesActivateDocument,
  type RulesAnswerFragment,
  RulesApproveDocument,
  RulesPauseDocument,
  RulesResumeDocument,
} from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { useMay, useSession } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { DraftButtons } from "./DraftButtons.tsx";
import type { Version } from "./VersionPage.tsx";
import { RULE_WORDS } from "./words.ts";

type Step = "activate" | "pause";

interface Props {
  readonly rules: Version;
  readonly onDone: () => void;
}

/** What comes next for a version, for those who may. */
export function VersionActions({ rules, onDone }: Props) {
  const { words } = useWords();
  const say = useChapter(RULE_WORDS).version;
  const mayWrite = useMay("programme:write");
  const mayActivate = useMay("programme:activate");
  const { who } = useSession();
  const [step, setStep] = useState<Step | null>(null);
  const [why, setWhy] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const [, approve] = useMutation(RulesApproveDocument);
  const [, activate] = useMutation(RulesActivateDocument);
  const [, pause] = useMutation(RulesPauseDocument);
  const [, resume] = useMutation(RulesResumeDocument);
  const { version, revision, status, rollout } = rules;
  const draft = { version, expectedRevision: revision };

  const take = (
    answer: RulesAnswerFragment | null | undefined,
    error: CombinedError | undefined,
  ) => {
    const refused = answer?.userErrors[0]?.message;
    setSaid(error === undefined ? (refused ?? null) : sayError(error, words));
    if (error === undefined && refused === undefined) {
      setStep(null);
    }
    onDone();
  };
  const doApprove = async () => {
    const { data, error } = await approve({ input: draft });
    take(data?.approveRuleset, error);
  };
  const doActivate = async () => {
    const { data, error } = await activate({ input: draft });
    take(data?.activateRuleset, error);
  };
  const doPause = async () => {
    const { data, error } = await pause({ input: { version, reason: why } });
    take(data?.pauseRollout, error);
  };
  const doResume = async () => {
    const { data, error } = await resume({ input: { version } });
    take(data?.resumeRollout, error);
  };
  const isDraft = status === "DRAFT";
  return (
    <Stack align="flex-end" gap="xs">
      <Group>
        {mayWrite && <DraftButtons rules={rules} />}
        {isDraft && mayWrite && (
          <Button variant="default" onClick={() => void doApprove()}>
            {say.approve}
          </Button>
        )}
        {isDraft && mayActivate && (
          <Button onClick={() => setStep("activate")}>{say.activate}</Button>
        )}
        {rollout?.status === "RUNNING" && who.role === "admin" && (
          <Button variant="default" onClick={() => setStep("pause")}>
            {say.pause}
          </Button>
        )}
        {rollout?.status === "PAUSED" && who.role === "admin" && (
          <Button onClick={() => void doResume()}>{say.resume}</Button>
        )}
      </Group>
      {said !== null && step === null && <Alert color="red">{said}</Alert>}
      <Modal
        opened={step !== null}
        onClose={() => setStep(null)}
        title={step === "pause" ? say.pause : say.activate}
        closeButtonProps={{ "aria-label": words.parts.close }}
      >
        <Stack>
          {step === "activate" && <Text>{say.activateSure}</Text>}
          {step === "pause" && (
            <TextInput
              label={say.pauseWhy}
              value={why}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
          )}
          {said !== null && <Alert color="red">{said}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setStep(null)}>
              {words.parts.cancel}
            </Button>
            <Button onClick={() => void (step === "pause" ? doPause() : doActivate())}>
              {step === "pause" ? say.pause : say.activate}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
