import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { type CombinedError, useMutation } from "urql";
import { useLocation } from "wouter";
import {
  type RulesAnswerFragment,
  RulesDiscardDocument,
  RulesDraftDocument,
} from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { FormDialog } from "../parts/FormDialog.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import type { Version } from "./VersionPage.tsx";
import { RULE_WORDS } from "./words.ts";

/** Begins a draft from a version, or throws a draft away; for those who write rules. */
export function DraftButtons({ rules }: { readonly rules: Version }) {
  const { words } = useWords();
  const say = useChapter(RULE_WORDS).draft;
  const [, go] = useLocation();
  const [isAsked, setAsked] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [drafting, draft] = useMutation(RulesDraftDocument);
  const [discarding, discard] = useMutation(RulesDiscardDocument);
  const { version, revision, document, status } = rules;

  const take = (
    answer: RulesAnswerFragment | null | undefined,
    error: CombinedError | undefined,
    path: string,
  ) => {
    const refused = answer?.userErrors[0]?.message;
    setSaid(error === undefined ? (refused ?? null) : sayError(error, words));
    if (error === undefined && refused === undefined) {
      go(path);
    }
  };
  const doDraft = async () => {
    const { data, error } = await draft({ input: { document } });
    const made = data?.createRulesetDraft;
    take(made, error, `/rules/${made?.ruleset?.version}`);
  };
  const doDiscard = async () => {
    const { data, error } = await discard({ input: { version, expectedRevision: revision } });
    take(data?.discardRulesetDraft, error, "/rules");
  };
  if (status !== "DRAFT") {
    return (
      <>
        <Button variant="default" loading={drafting.fetching} onClick={() => void doDraft()}>
          {say.begin}
        </Button>
        {said !== null && <Alert color="red">{said}</Alert>}
      </>
    );
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {say.discard}
      </Button>
      <FormDialog isOpen={isAsked} title={say.discard} onClose={() => setAsked(false)}>
        <Stack>
          <Text>{say.discardSure}</Text>
          {said !== null && <Alert color="red">{said}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(false)}>
              {words.parts.cancel}
            </Button>
            <Button color="red.8" loading={discarding.fetching} onClick={() => void doDiscard()}>
              {say.discard}
            </Button>
          </Group>
        </Stack>
      </FormDialog>
    </>
  );
}
