import { Checkbox, Radio, Stack } from "@mantine/core";
import { useQuery } from "urql";
import { OpsHeldSomeDocument, OpsReleaseDocument } from "../../__generated__/graphql.ts";
import { ActForm } from "../caller/actions/form/ActForm.tsx";
import { Effect, EffectLine } from "../caller/actions/form/Effect.tsx";
import { ReasonField } from "../caller/actions/form/ReasonField.tsx";
import { useAct } from "../caller/actions/form/useAct.ts";
import { useFilled } from "../caller/actions/form/useFilled.ts";
import { Read } from "../parts/Read.tsx";
import { useWords } from "../words/context.ts";
import type { Group } from "./HeldPage.tsx";

/** As the server has it: events of a group that go on at once. */
const AT_ONCE_MAX = 500;
/** What waits for a person: letting it go on is the approval. The rest tries again. */
const APPROVED = new Set(["OLD_EVENT", "IMPLAUSIBLE_AMOUNT", "OWN_PURCHASE", "INTERNAL"]);

interface Props {
  readonly group: Group;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Lets held purchases go on: all of a group or some, with what that means and what came of it. */
export function ReleaseForm({ group, onDone, onClose }: Props) {
  const { words, formats } = useWords();
  const say = words.operations.held;
  const [filled, fill] = useFilled(() => ({
    scope: "all" as "all" | "some",
    picked: [] as readonly string[],
    reason: "",
  }));
  const act = useAct(OpsReleaseDocument, ({ releaseHeld }) => releaseHeld);
  const { scope, picked, reason } = filled;
  const submit = async () => {
    await act.send(filled, ({ key }) => ({
      ...(scope === "all" ? { heldFor: group.reason } : { handoffs: [...picked] }),
      reason,
      idempotencyKey: key,
    }));
    onDone();
  };
  const count = formats.count(group.count);
  return (
    <ActForm
      act={act}
      fields={["reason"]}
      label={say.release}
      isReady={reason.trim() !== "" && (scope === "all" || picked.length > 0)}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={act.payload !== null && <Outcome {...act.payload} />}
      effect={
        <Effect>
          <EffectLine>{APPROVED.has(group.reason) ? say.approves : say.triesAgain}</EffectLine>
          {scope === "all" && group.amounts.length > 0 && (
            <EffectLine>{say.worth(group.amounts.map(formats.money).join(", "))}</EffectLine>
          )}
          <EffectLine>{say.notYours}</EffectLine>
        </Effect>
      }
    >
      <Radio.Group
        label={say.which}
        value={scope}
        onChange={(value) => fill({ scope: value as "all" | "some" })}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="all"
            label={group.count > AT_ONCE_MAX ? say.oldest500(count) : say.all(count)}
          />
          <Radio value="some" label={say.some} />
        </Stack>
      </Radio.Group>
      {scope === "some" && (
        <Picks reason={group.reason} picked={picked} onPick={(ids) => fill({ picked: ids })} />
      )}
      <ReasonField
        value={reason}
        onChange={(value) => fill({ reason: value })}
        error={act.at("reason")}
      />
    </ActForm>
  );
}

interface PicksProps {
  readonly reason: string;
  readonly picked: readonly string[];
  readonly onPick: (ids: readonly string[]) => void;
}

function Picks({ reason, picked, onPick }: PicksProps) {
  const { words } = useWords();
  const say = words.operations.held;
  const [{ data, error }, read] = useQuery({
    query: OpsHeldSomeDocument,
    requestPolicy: "network-only",
  });
  const sample = data?.held.find((group) => group.reason === reason)?.sample;
  return (
    <Read data={data === undefined ? undefined : (sample ?? [])} error={error} retry={() => read()}>
      {(handoffs) => (
        <Checkbox.Group aria-label={say.some} value={[...picked]} onChange={onPick}>
          <Stack gap="xs">
            {handoffs.map(({ id, references, firstProblem }) => (
              <Checkbox
                key={id}
                value={id}
                label={references.map(({ value }) => value).join(", ") || words.parts.nothing}
                description={firstProblem?.detail}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Read>
  );
}

interface OutcomeProps {
  readonly released: number;
  readonly applied: number;
  readonly waiting: number;
  readonly rejected: number;
}

function Outcome({ released, applied, waiting, rejected }: OutcomeProps) {
  const { words, formats } = useWords();
  const say = words.operations.held;
  if (released === 0) {
    return say.nothing;
  }
  const parts = [
    ...(applied > 0 ? [say.applied(formats.count(applied))] : []),
    ...(waiting > 0 ? [say.waiting(formats.count(waiting))] : []),
    ...(rejected > 0 ? [say.refused(formats.count(rejected))] : []),
  ];
  return `${say.released(formats.count(released))} ${parts.join(", ")}.`;
}
