import { useState } from "react";
import { ActionClearOverrideDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { ReasonField } from "./form/ReasonField.tsx";
import { useAct } from "./form/useAct.ts";
import { GivenMeeting } from "./GivenMeeting.tsx";
import { TierEffect } from "./TierEffect.tsx";
import { useSayGiven } from "./useSayGiven.ts";
import { useTiers } from "./useTiers.ts";

/** Ends the override in force before its time. */
export function ClearOverrideForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const sayGiven = useSayGiven();
  const act = useAct(ActionClearOverrideDocument, ({ clearTierOverride }) => clearTierOverride);
  const known = useTiers(customer.id);
  const { loyalty } = customer;
  const now = loyalty?.override ?? null;
  const [seen, setSeen] = useState(now);
  const [reason, setReason] = useState("");
  const hasMet = act.state === "filling" && (seen?.version ?? null) !== (now?.version ?? null);
  const submit = async () => {
    await act.send({ reason, seen: seen?.version }, ({ key }) => ({
      customer: { id: customer.id },
      expectedVersion: seen?.version ?? 0,
      reason,
      idempotencyKey: key,
    }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["reason"]}
      label={words.actions.titles.clearOverride}
      isReady={seen !== null && reason.trim() !== "" && !hasMet}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={words.actions.tier.ended}
      effect={
        hasMet ? (
          <GivenMeeting
            seen={seen}
            now={now}
            onLeave={onClose}
            onGoOn={() => (now === null ? onClose() : setSeen(now))}
          />
        ) : (
          <TierEffect
            loyalty={loyalty}
            earned={known?.earned ?? null}
            others={loyalty?.grants ?? []}
            given={null}
          />
        )
      }
    >
      {sayGiven(seen).join(", ")}
      <ReasonField value={reason} onChange={setReason} error={act.at("reason")} />
    </ActForm>
  );
}
