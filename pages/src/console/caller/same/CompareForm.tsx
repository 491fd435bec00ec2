import { Alert, Checkbox, List, Loader, Radio, Stack, Text } from "@mantine/core";
import { useQuery } from "urql";
import {
  type MatchDecision,
  SamePreviewDocument,
  type SamePreviewQuery,
  SameResolveDocument,
} from "../../../__generated__/graphql.ts";
import { sayError } from "../../parts/errors.ts";
import { useMay } from "../../session/context.ts";
import { useWords } from "../../words/context.ts";
import { ActForm } from "../actions/form/ActForm.tsx";
import { Effect, EffectLine } from "../actions/form/Effect.tsx";
import { ReasonField } from "../actions/form/ReasonField.tsx";
import { useAct } from "../actions/form/useAct.ts";
import { useFilled } from "../actions/form/useFilled.ts";
import { SideTable } from "./SideTable.tsx";

const DECISIONS: readonly MatchDecision[] = ["SAME", "DIFFERENT", "UNDECIDED"];

interface Props {
  readonly id: string;
  readonly candidate: {
    readonly id: string;
    readonly evidence: readonly string[];
    readonly customer: { readonly id: string };
  };
  readonly onClose: () => void;
  /** It was sent; what was decided, or null when it was not done. */
  readonly onDone: (decision: MatchDecision | null) => void;
}

/** Two customers side by side, what they would be together, and the answer of a person. */
export function CompareForm({ id, candidate, onClose, onDone }: Props) {
  const { words, language } = useWords();
  const say = words.same;
  const [filled, fill] = useFilled(() => ({
    decision: "" as MatchDecision | "",
    reason: "",
    isOverruled: false,
  }));
  const act = useAct(SameResolveDocument, ({ resolveMatchCandidate }) => resolveMatchCandidate);
  const [{ data, error, fetching }] = useQuery({
    query: SamePreviewDocument,
    variables: {
      locale: language,
      input: { customer: { id }, other: { id: candidate.customer.id } },
    },
    requestPolicy: "network-only",
    // Once they are one there is nothing to compare.
    pause: act.state === "done",
  });
  const preview = data?.previewMerge;
  const { decision, reason, isOverruled } = filled;
  const stands = decision === "SAME" ? standsAgainst(preview, isOverruled) : false;
  const submit = async () => {
    if (decision === "") {
      return;
    }
    const isDone = await act.send(filled, ({ key }) => ({
      candidate: candidate.id,
      decision,
      ...(decision === "SAME" ? { survivor: id } : {}),
      reason,
      ...(isOverruled && decision === "SAME" ? { overrule: true } : {}),
      idempotencyKey: key,
    }));
    onDone(isDone ? decision : null);
  };
  return (
    <ActForm
      act={act}
      fields={["decision", "reason"]}
      label={say.decide}
      isReady={decision !== "" && reason.trim() !== "" && !stands}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={decision === "" ? say.decided : say.effects[decision]}
      effect={
        decision !== "" && (
          <Effect>
            <EffectLine>{say.effects[decision]}</EffectLine>
          </Effect>
        )
      }
    >
      <List size="sm">
        {candidate.evidence.map((sentence) => (
          <List.Item key={sentence} className="foreign">
            {sentence}
          </List.Item>
        ))}
      </List>
      {fetching && <Loader size="sm" role="status" aria-label={words.parts.loading} />}
      {error !== undefined && <Alert color="red">{sayError(error, words)}</Alert>}
      {preview != null && <SideTable preview={preview} tiers={data?.programme.tiers ?? []} />}
      {preview != null && (
        <Against
          preview={preview}
          isOverruled={isOverruled}
          onOverrule={(value) => fill({ isOverruled: value })}
        />
      )}
      <Radio.Group
        label={say.decision}
        value={decision}
        onChange={(value) => fill({ decision: value as MatchDecision })}
        error={act.at("decision")}
        withAsterisk
      >
        <Stack gap="xs" mt="xs">
          {DECISIONS.map((one) => (
            <Radio key={one} value={one} label={say.decisions[one]} />
          ))}
        </Stack>
      </Radio.Group>
      <ReasonField
        value={reason}
        onChange={(value) => fill({ reason: value })}
        error={act.at("reason")}
      />
    </ActForm>
  );
}

type Preview = NonNullable<SamePreviewQuery["previewMerge"]>;

/** Whether a merge would be refused as it stands. */
function standsAgainst(preview: Preview | null | undefined, isOverruled: boolean): boolean {
  return (
    preview != null &&
    (preview.userErrors.length > 0 || (preview.conflicts.length > 0 && !isOverruled))
  );
}

interface AgainstProps {
  readonly preview: Preview;
  readonly isOverruled: boolean;
  readonly onOverrule: (value: boolean) => void;
}

/** What stands against a merge, and a supervisor's word against that. */
function Against({ preview, isOverruled, onOverrule }: AgainstProps) {
  const { words } = useWords();
  const mayOverrule = useMay("customer:merge-open");
  const say = words.same;
  const { conflicts, userErrors } = preview;
  return (
    <>
      {userErrors.map(({ code, message }) => (
        <Alert key={code} color="red" title={say.cannot}>
          {message}
        </Alert>
      ))}
      {conflicts.length > 0 && (
        <Alert color="yellow" title={say.conflicts}>
          <Stack gap="xs">
            {conflicts.map(({ code, message }) => (
              <Text key={code} size="sm">
                {message}
              </Text>
            ))}
            {mayOverrule ? (
              <Checkbox
                label={say.overrule}
                checked={isOverruled}
                onChange={(event) => onOverrule(event.currentTarget.checked)}
              />
            ) : (
              <Text size="sm">{say.needsSupervisor}</Text>
            )}
          </Stack>
        </Alert>
      )}
    </>
  );
}
