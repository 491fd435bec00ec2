import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { ActionEndGrantDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { ReasonField } from "./form/ReasonField.tsx";
import { useAct } from "./form/useAct.ts";
import { TierEffect } from "./TierEffect.tsx";
import { useSayGiven } from "./useSayGiven.ts";
import { useTiers } from "./useTiers.ts";

/** Ends a tier that was given otherwise than by an override, before its time. */
export function EndGrantForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.grant;
  const sayGiven = useSayGiven();
  const act = useAct(ActionEndGrantDocument, ({ endTierGrant }) => endTierGrant);
  const known = useTiers(customer.id);
  const { loyalty } = customer;
  const grants = loyalty?.grants ?? [];
  const [grant, setGrant] = useState(grants[0]?.id ?? "");
  const [reason, setReason] = useState("");
  const isThere = grants.some(({ id }) => id === grant);
  const submit = async () => {
    await act.send({ grant, reason }, ({ key }) => ({
      customer: { id: customer.id },
      grant,
      reason,
      idempotencyKey: key,
    }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["grant", "reason"]}
      label={words.actions.titles.endGrant}
      isReady={isThere && reason.trim() !== ""}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={words.actions.tier.ended}
      effect={
        loyalty != null &&
        isThere && (
          <TierEffect
            loyalty={loyalty}
            earned={known?.earned ?? null}
            others={[
              ...grants.filter(({ id }) => id !== grant),
              ...(loyalty.override == null ? [] : [loyalty.override]),
            ]}
            given={null}
          />
        )
      }
    >
      <Radio.Group
        label={say.which}
        value={grant}
        onChange={setGrant}
        error={isThere ? act.at("grant") : say.gone}
      >
        <Stack gap="xs" mt="xs">
          {grants.map((one) => (
            <Radio
              key={one.id}
              value={one.id}
              label={`${say.kinds[one.kind] ?? one.kind}: ${sayGiven(one).join(", ")}`}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ReasonField value={reason} onChange={setReason} error={act.at("reason")} />
    </ActForm>
  );
}
