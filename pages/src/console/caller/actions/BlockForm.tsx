import { NativeSelect } from "@mantine/core";
import { ActionBlockDocument, type BlockReason } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Effect, EffectLine } from "./form/Effect.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { IdentifierPick, sayIdentifier } from "./IdentifierPick.tsx";

const REASONS: readonly BlockReason[] = ["LOST", "STOLEN", "MISUSED", "OTHER"];

/** Blocks a card, an address or a number that somebody else may have. */
export function BlockForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.identifier;
  const [filled, fill] = useFilled(() => ({ id: "", reason: "LOST" as BlockReason }));
  // The same block twice is one: it needs no key.
  const act = useAct(ActionBlockDocument, ({ blockIdentifier }) => blockIdentifier);
  const choices = customer.identifiers.filter(({ status }) => status !== "BLOCKED");
  const chosen = customer.identifiers.find(({ id }) => id === filled.id);
  const submit = async () => {
    await act.send(filled, () => ({ identifier: { id: filled.id }, reason: filled.reason }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["identifier", "reason"]}
      label={words.actions.titles.block}
      isReady={chosen !== undefined}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.blocked}
      effect={
        chosen !== undefined && (
          <Effect>
            <EffectLine>{say.blockMore(sayIdentifier(chosen, words.search.kinds))}</EffectLine>
            <EffectLine>{say.noUndo}</EffectLine>
          </Effect>
        )
      }
    >
      <IdentifierPick
        of={choices}
        value={filled.id}
        onChange={(id) => fill({ id })}
        error={act.at("identifier")}
      />
      <NativeSelect
        label={words.actions.reason}
        value={filled.reason}
        onChange={(event) => fill({ reason: event.currentTarget.value as BlockReason })}
        data={REASONS.map((one) => ({ value: one, label: say.blockReasons[one] ?? one }))}
        error={act.at("reason")}
      />
    </ActForm>
  );
}
