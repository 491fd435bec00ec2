import { useState } from "react";
import {
  ActionClearOverrideDocument,
  ActionOverrideDocument,
  type CallerLoyaltyFragment,
} from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Undo } from "./form/Undo.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { GivenMeeting } from "./GivenMeeting.tsx";
import { FilledTierEffect } from "./TierEffect.tsx";
import { emptyTier, endOf, isFilled, TierFields } from "./TierFields.tsx";
import { useTiers } from "./useTiers.ts";

type Override = CallerLoyaltyFragment["override"];

/** Gives a tier beside the one earned, in place of the override in force. */
export function OverrideForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const [filled, fill] = useFilled(emptyTier);
  const act = useAct(ActionOverrideDocument, ({ overrideTier }) => overrideTier);
  const known = useTiers(customer.id);
  const { loyalty } = customer;
  const now: Override = loyalty?.override ?? null;
  const [seen, setSeen] = useState<Override>(now);
  const hasMet = act.state === "filling" && (seen?.version ?? null) !== (now?.version ?? null);
  const expiresAt = endOf(filled);
  const submit = async () => {
    await act.send({ ...filled, seen: seen?.version }, ({ key }) => ({
      customer: { id: customer.id },
      mode: filled.isPin ? "PIN" : "FLOOR",
      tier: filled.tier,
      ...(expiresAt === null ? {} : { expiresAt }),
      reason: filled.reason,
      ...(seen == null ? {} : { expectedVersion: seen.version }),
      idempotencyKey: key,
    }));
    // Also when it was refused: somebody may have been faster.
    onDone();
  };
  const version = act.payload?.override?.version;
  return (
    <ActForm
      act={act}
      fields={["tier", "expiresAt", "reason"]}
      label={words.actions.titles.override}
      isReady={isFilled(filled) && known !== null && !hasMet}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={words.actions.tier.given}
      effect={
        <>
          {hasMet && (
            <GivenMeeting seen={seen} now={now} onLeave={onClose} onGoOn={() => setSeen(now)} />
          )}
          <FilledTierEffect {...{ loyalty, known, filled }} others={loyalty?.grants ?? []} />
        </>
      }
      undo={
        version !== undefined && (
          <Undo
            document={ActionClearOverrideDocument}
            pick={({ clearTierOverride }) => clearTierOverride}
            inputOf={({ key }) => ({
              customer: { id: customer.id },
              expectedVersion: version,
              reason: words.actions.undoReason,
              idempotencyKey: key,
            })}
            onDone={onDone}
          />
        )
      }
    >
      <TierFields filled={filled} fill={fill} tiers={known?.tiers ?? []} at={act.at} />
    </ActForm>
  );
}
