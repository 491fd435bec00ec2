import { Checkbox, TextInput } from "@mantine/core";
import { ActionReplaceDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Change, Effect, EffectLine } from "./form/Effect.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { IdentifierPick, sayIdentifier } from "./IdentifierPick.tsx";

/** Gives a new card, address or number in an old one's place. */
export function ReplaceForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.identifier;
  const [filled, fill] = useFilled(() => ({ id: "", value: "", isVerified: false }));
  const act = useAct(ActionReplaceDocument, ({ replaceIdentifier }) => replaceIdentifier);
  const choices = customer.identifiers.filter(({ status }) => status !== "REPLACED");
  const chosen = customer.identifiers.find(({ id }) => id === filled.id);
  const submit = async () => {
    await act.send(filled, ({ key }) => ({
      identifier: { id: filled.id },
      newValue: filled.value,
      verified: filled.isVerified,
      idempotencyKey: key,
    }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["identifier", "newValue"]}
      label={words.actions.titles.replace}
      isReady={chosen !== undefined && filled.value.trim() !== ""}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.replaced}
      effect={
        chosen !== undefined &&
        filled.value !== "" && (
          <Effect>
            <Change
              label={words.search.kinds[chosen.kind] ?? chosen.kind}
              from={chosen.display}
              to={filled.value}
            />
            <EffectLine>{say.replaceMore(sayIdentifier(chosen, words.search.kinds))}</EffectLine>
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
      <TextInput
        label={say.newValue}
        withAsterisk
        autoComplete="off"
        value={filled.value}
        onChange={(event) => fill({ value: event.currentTarget.value })}
        error={act.at("newValue")}
      />
      <Checkbox
        label={say.verified}
        checked={filled.isVerified}
        onChange={(event) => fill({ isVerified: event.currentTarget.checked })}
      />
    </ActForm>
  );
}
