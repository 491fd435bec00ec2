import { useState } from "react";
import { ActionAdjustDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Undo } from "./form/Undo.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { emptyPoints, PointsEffect, PointsFields, pointsTyped } from "./PointsFields.tsx";

/** Gives points by hand, or takes some. */
export function AdjustForm({ customer, onDone, onClose }: ActionProps) {
  const { words, formats } = useWords();
  const say = words.actions.points;
  const accounts = customer.loyalty?.accounts ?? [];
  const [filled, fill] = useFilled(() => emptyPoints(accounts));
  // What is taken back is what was sent.
  const [sent, setSent] = useState({ wallet: "", points: 0n });
  const act = useAct(ActionAdjustDocument, ({ adjustPoints }) => adjustPoints);
  const { wallet, reason } = filled;
  const { points, account } = pointsTyped(filled, accounts);
  const submit = async () => {
    if (points === null) {
      return;
    }
    setSent({ wallet, points });
    await act.send(filled, ({ key }) => ({
      customer: { id: customer.id },
      wallet,
      points: String(points),
      reason,
      idempotencyKey: key,
    }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["wallet", "points", "reason"]}
      label={words.actions.titles.adjust}
      isReady={points !== null && reason.trim() !== ""}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.adjusted(formats.points(account?.active ?? "0"))}
      effect={
        <PointsEffect account={account} points={points}>
          {say.noTier}
        </PointsEffect>
      }
      undo={
        <Undo
          document={ActionAdjustDocument}
          pick={({ adjustPoints }) => adjustPoints}
          inputOf={({ key }) => ({
            customer: { id: customer.id },
            wallet: sent.wallet,
            points: String(-sent.points),
            reason: words.actions.undoReason,
            idempotencyKey: key,
          })}
          onDone={onDone}
        />
      }
    >
      <PointsFields
        {...{ filled, fill, accounts, at: act.at, isFault: points === null }}
        label={say.points}
        description={say.pointsMore}
      />
    </ActForm>
  );
}
