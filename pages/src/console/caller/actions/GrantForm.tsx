import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import {
  ActionEndGrantDocument,
  ActionGrantDocument,
  type CallerLoyaltyFragment,
  type TierGrantKind,
} from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import type { GivenTier } from "./form/tierAfter.ts";
import { Undo } from "./form/Undo.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { GivenMeeting } from "./GivenMeeting.tsx";
import { FilledTierEffect } from "./TierEffect.tsx";
import { emptyTier, endOf, isFilled, TierFields } from "./TierFields.tsx";
import { useTiers } from "./useTiers.ts";

const KINDS: readonly TierGrantKind[] = ["WELCOME", "STATUS_MATCH", "PAID", "IMPORTED"];

type Grants = CallerLoyaltyFragment["grants"];
const NOBODY: Grants = [];

/** Gives a tier as a welcome, for a status elsewhere, against payment or from before. */
export function GrantForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.grant;
  const [kind, setKind] = useState<TierGrantKind>("STATUS_MATCH");
  const [filled, fill] = useFilled(emptyTier);
  const act = useAct(ActionGrantDocument, ({ grantTier }) => grantTier);
  const known = useTiers(customer.id);
  const { loyalty } = customer;
  const grants = loyalty?.grants ?? NOBODY;
  const [seenGrants, setSeenGrants] = useState(grants);
  const seen = seenGrants.find((one) => one.kind === kind) ?? null;
  const now = grants.find((one) => one.kind === kind) ?? null;
  const hasMet = act.state === "filling" && seen?.id !== now?.id;
  const expiresAt = endOf(filled);
  const submit = async () => {
    await act.send({ ...filled, kind, seen: seen?.id }, ({ key }) => ({
      customer: { id: customer.id },
      kind,
      mode: filled.isPin ? "PIN" : "FLOOR",
      tier: filled.tier,
      ...(expiresAt === null ? {} : { expiresAt }),
      reason: filled.reason,
      ...(seen === null ? {} : { replaces: seen.id }),
      idempotencyKey: key,
    }));
    onDone();
  };
  const made = act.payload?.customer?.loyalty?.grants.find((one) => one.kind === kind);
  const others: readonly GivenTier[] = [
    ...grants.filter((one) => one.kind !== kind),
    ...(loyalty?.override == null ? [] : [loyalty.override]),
  ];
  return (
    <ActForm
      act={act}
      fields={["kind", "tier", "expiresAt", "reason"]}
      label={words.actions.titles.grant}
      isReady={isFilled(filled) && known !== null && !hasMet}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={words.actions.tier.given}
      effect={
        <>
          {hasMet && (
            <GivenMeeting
              seen={seen}
              now={now}
              onLeave={onClose}
              onGoOn={() => setSeenGrants(grants)}
            />
          )}
          <FilledTierEffect {...{ loyalty, known, filled, others }} />
        </>
      }
      undo={
        made !== undefined && (
          <Undo
            document={ActionEndGrantDocument}
            pick={({ endTierGrant }) => endTierGrant}
            inputOf={({ key }) => ({
              customer: { id: customer.id },
              grant: made.id,
              reason: words.actions.undoReason,
              idempotencyKey: key,
            })}
            onDone={onDone}
          />
        )
      }
    >
      <NativeSelect
        label={say.kind}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as TierGrantKind)}
        data={KINDS.map((one) => ({ value: one, label: say.kinds[one] ?? one }))}
        error={act.at("kind")}
      />
      <TierFields filled={filled} fill={fill} tiers={known?.tiers ?? []} at={act.at} />
    </ActForm>
  );
}
