import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionLinkDocument, ActionUnlinkDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Effect, EffectLine } from "./form/Effect.tsx";
import { Undo } from "./form/Undo.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";

const KINDS = ["email", "phone", "loyalty"] as const;

/** Gives the customer one more thing to be known by. */
export function LinkForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.identifier;
  const [filled, fill] = useFilled(() => ({ kind: "email", value: "", isVerified: false }));
  const [before, setBefore] = useState<ReadonlySet<string>>(new Set());
  const act = useAct(ActionLinkDocument, ({ linkIdentifier }) => linkIdentifier);
  const submit = async () => {
    setBefore(new Set(customer.identifiers.map(({ id }) => id)));
    await act.send(filled, ({ key }) => ({
      customer: { id: customer.id },
      identifier: { kind: filled.kind, value: filled.value, verified: filled.isVerified },
      idempotencyKey: key,
    }));
    onDone();
  };
  const made = act.payload?.customer?.identifiers.find(({ id }) => !before.has(id));
  return (
    <ActForm
      act={act}
      fields={["kind", "value"]}
      label={words.actions.titles.link}
      isReady={filled.value.trim() !== ""}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.linked}
      effect={
        filled.value !== "" && (
          <Effect>
            <EffectLine>
              {say.linkMore(`${words.search.kinds[filled.kind] ?? filled.kind} ${filled.value}`)}
            </EffectLine>
          </Effect>
        )
      }
      undo={
        made !== undefined && (
          <Undo
            document={ActionUnlinkDocument}
            pick={({ unlinkIdentifier }) => unlinkIdentifier}
            inputOf={({ key }) => ({
              identifier: { id: made.id },
              reason: "OTHER" as const,
              idempotencyKey: key,
            })}
            onDone={onDone}
          />
        )
      }
    >
      <NativeSelect
        label={say.kind}
        value={filled.kind}
        onChange={(event) => fill({ kind: event.currentTarget.value })}
        data={KINDS.map((one) => ({ value: one, label: words.search.kinds[one] ?? one }))}
        error={act.at("kind")}
      />
      <TextInput
        label={say.newValue}
        withAsterisk
        autoComplete="off"
        value={filled.value}
        onChange={(event) => fill({ value: event.currentTarget.value })}
        error={act.at("value")}
      />
      <Checkbox
        label={say.verified}
        checked={filled.isVerified}
        onChange={(event) => fill({ isVerified: event.currentTarget.checked })}
      />
    </ActForm>
  );
}
