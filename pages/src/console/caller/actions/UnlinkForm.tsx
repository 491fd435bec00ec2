import { NativeSelect } from "@mantine/core";
import { ActionUnlinkDocument, type UnlinkReason } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Effect, EffectLine } from "./form/Effect.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { IdentifierPick, sayIdentifier } from "./IdentifierPick.tsx";

const REASONS: readonly UnlinkReason[] = ["OF_ANOTHER", "NOT_USED", "ASKED_FOR", "OTHER"];

/** Takes something from what the customer is known by. */
export function UnlinkForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.identifier;
  const [filled, fill] = useFilled(() => ({ id: "", reason: "OF_ANOTHER" as UnlinkReason }));
  const act = useAct(ActionUnlinkDocument, ({ unlinkIdentifier }) => unlinkIdentifier);
  const chosen = customer.identifiers.find(({ id }) => id === filled.id);
  const submit = async () => {
    await act.send(filled, ({ key }) => ({
      identifier: { id: filled.id },
      reason: filled.reason,
      idempotencyKey: key,
    }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["identifier", "reason"]}
      label={words.actions.titles.unlink}
      isReady={chosen !== undefined}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.unlinked}
      effect={
        chosen !== undefined && (
          <Effect>
            <EffectLine>{say.unlinkMore(sayIdentifier(chosen, words.search.kinds))}</EffectLine>
          </Effect>
        )
      }
    >
      <IdentifierPick
        of={customer.identifiers}
        value={filled.id}
        onChange={(id) => fill({ id })}
        error={act.at("identifier")}
      />
      <NativeSelect
        label={words.actions.reason}
        value={filled.reason}
        onChange={(event) => fill({ reason: event.currentTarget.value as UnlinkReason })}
        data={REASONS.map((one) => ({ value: one, label: say.unlinkReasons[one] ?? one }))}
        error={act.at("reason")}
      />
    </ActForm>
  );
}
