import {
  ActionBlockPointsDocument,
  ActionUnblockPointsDocument,
} from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Undo } from "./form/Undo.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { emptyPoints, PointsEffect, PointsFields, pointsTyped } from "./PointsFields.tsx";

/** Sets points aside until somebody has looked into it. */
export function BlockPointsForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.points;
  const accounts = customer.loyalty?.accounts ?? [];
  const [filled, fill] = useFilled(() => emptyPoints(accounts));
  const act = useAct(ActionBlockPointsDocument, ({ blockPoints }) => blockPoints);
  const { wallet, reason } = filled;
  const { points, account } = pointsTyped(filled, accounts);
  const isFault = points === null || points < 0n;
  const submit = async () => {
    await act.send(filled, ({ key }) => ({
      customer: { id: customer.id },
      wallet,
      points: String(points),
      reason,
      idempotencyKey: key,
    }));
    onDone();
  };
  const block = act.payload?.hold?.id;
  return (
    <ActForm
      act={act}
      fields={["wallet", "points", "reason"]}
      label={words.actions.titles.blockPoints}
      isReady={!isFault && reason.trim() !== ""}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.blocked}
      effect={
        <PointsEffect account={account} points={isFault ? null : -points}>
          {say.blockMore}
        </PointsEffect>
      }
      undo={
        block !== undefined && (
          <Undo
            document={ActionUnblockPointsDocument}
            pick={({ unblockPoints }) => unblockPoints}
            inputOf={({ key }) => ({
              block,
              reason: words.actions.undoReason,
              idempotencyKey: key,
            })}
            onDone={onDone}
          />
        )
      }
    >
      <PointsFields {...{ filled, fill, accounts, at: act.at, isFault }} label={say.howMany} />
    </ActForm>
  );
}
