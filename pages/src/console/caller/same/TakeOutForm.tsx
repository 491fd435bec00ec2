import { Text } from "@mantine/core";
import { useState } from "react";
import { SameUnmergeDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import { ActForm } from "../actions/form/ActForm.tsx";
import { Effect, EffectLine } from "../actions/form/Effect.tsx";
import { ReasonField } from "../actions/form/ReasonField.tsx";
import { useAct } from "../actions/form/useAct.ts";
import { type Leaf, useSayLeaf } from "./leaf.ts";

interface Props {
  readonly id: string;
  readonly leaf: Leaf;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Takes a merge back, with what goes along said before. */
export function TakeOutForm({ id, leaf, onClose, onDone }: Props) {
  const { words, formats } = useWords();
  const say = words.same;
  const sayLeaf = useSayLeaf();
  const [reason, setReason] = useState("");
  const act = useAct(SameUnmergeDocument, ({ unmergeCustomers }) => unmergeCustomers);
  const submit = async () => {
    await act.send({ reason, leaf: leaf.id }, ({ key }) => ({
      customer: { id },
      separate: leaf.id,
      reason,
      idempotencyKey: key,
    }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["reason"]}
      label={say.takeOut}
      isReady={reason.trim() !== ""}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.takenOut}
      effect={
        <Effect>
          <EffectLine>{say.takeOutTakes(say.part(formats.count(leaf.orders)))}</EffectLine>
          <EffectLine>{say.takeOutStays}</EffectLine>
          <EffectLine>{say.takeOutSaid}</EffectLine>
        </Effect>
      }
    >
      <Text fw={600} className="foreign">
        {sayLeaf(leaf)}
      </Text>
      <ReasonField value={reason} onChange={setReason} error={act.at("reason")} />
    </ActForm>
  );
}
