import { Radio, Stack } from "@mantine/core";
import { ActionUnblockPointsDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { ReasonField } from "./form/ReasonField.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { PointsEffect } from "./PointsFields.tsx";

/** Lets points be spent again that staff had set aside. */
export function UnblockPointsForm({ customer, onDone, onClose }: ActionProps) {
  const { words, formats } = useWords();
  const say = words.actions.points;
  const act = useAct(ActionUnblockPointsDocument, ({ unblockPoints }) => unblockPoints);
  const accounts = customer.loyalty?.accounts ?? [];
  const blocks = accounts.flatMap((account) =>
    (account.blocks ?? []).map((one) => ({ ...one, account })),
  );
  const [filled, fill] = useFilled(() => ({ block: blocks[0]?.block ?? "", reason: "" }));
  const { block, reason } = filled;
  const chosen = blocks.find((one) => one.block === block);
  const submit = async () => {
    await act.send(filled, ({ key }) => ({ block, reason, idempotencyKey: key }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["block", "reason"]}
      label={words.actions.titles.unblockPoints}
      isReady={chosen !== undefined && reason.trim() !== ""}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.unblocked}
      effect={
        chosen !== undefined && (
          <PointsEffect account={chosen.account} points={BigInt(chosen.points)}>
            {say.unblockMore}
          </PointsEffect>
        )
      }
    >
      <Radio.Group
        label={say.whichBlock}
        value={block}
        onChange={(value) => fill({ block: value })}
        error={chosen === undefined ? say.blockGone : act.at("block")}
      >
        <Stack gap="xs" mt="xs">
          {blocks.map((one) => (
            <Radio
              key={one.block}
              value={one.block}
              label={say.block(formats.points(one.points), formats.moment(one.since), one.by.name)}
              description={one.reason}
              className="foreign"
            />
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
