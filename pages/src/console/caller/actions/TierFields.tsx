import { Checkbox, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMay } from "../../session/context.ts";
import { useWords } from "../../words/context.ts";
import { dayFrom, startOfDay } from "./form/days.ts";
import { ReasonField } from "./form/ReasonField.tsx";
import type { RankedTier } from "./form/tierAfter.ts";

/** Of a tier that an agent gives; more needs a supervisor. */
const MONTHS_MAX = 12;
const MONTHS_AT_FIRST = 3;

/** What is filled in to give a tier. */
export interface FilledTier {
  readonly tier: string;
  /** A day as a date field has it: the first one without the tier. */
  readonly end: string;
  readonly isOpen: boolean;
  readonly isPin: boolean;
  readonly reason: string;
}

export const emptyTier = (): FilledTier => ({
  tier: "",
  end: dayFrom(Date.now(), { months: MONTHS_AT_FIRST }),
  isOpen: false,
  isPin: false,
  reason: "",
});

/** The first instant after it; null without an end. */
export function endOf({ isOpen, end }: FilledTier): string | null {
  return isOpen ? null : startOfDay(end);
}

export function isFilled({ tier, isOpen, end, reason }: FilledTier): boolean {
  return tier !== "" && reason.trim() !== "" && (isOpen || startOfDay(end) !== null);
}

interface Props {
  readonly filled: FilledTier;
  readonly fill: (part: Partial<FilledTier>) => void;
  readonly tiers: readonly RankedTier[];
  readonly at: (field: string) => string | undefined;
}

/** Which tier, until when, and why. What a role may not do is not offered. */
export function TierFields({ filled, fill, tiers, at }: Props) {
  const { words } = useWords();
  const mayOpen = useMay("tier:override-open");
  const say = words.actions.tier;
  const nowMs = Date.now();
  return (
    <Stack gap="sm">
      <NativeSelect
        label={say.tier}
        withAsterisk
        value={filled.tier}
        onChange={(event) => fill({ tier: event.currentTarget.value })}
        data={[
          { value: "", label: say.choose },
          ...tiers.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        error={at("tier")}
      />
      <TextInput
        type="date"
        label={say.end}
        description={say.endMore}
        withAsterisk
        disabled={filled.isOpen}
        min={dayFrom(nowMs, { days: 1 })}
        {...(mayOpen ? {} : { max: dayFrom(nowMs, { months: MONTHS_MAX }) })}
        value={filled.end}
        onChange={(event) => fill({ end: event.currentTarget.value })}
        error={at("expiresAt")}
      />
      {mayOpen && (
        <>
          <Checkbox
            label={say.noEnd}
            checked={filled.isOpen}
            onChange={(event) => fill({ isOpen: event.currentTarget.checked })}
          />
          <Checkbox
            label={say.pin}
            checked={filled.isPin}
            onChange={(event) => fill({ isPin: event.currentTarget.checked })}
          />
        </>
      )}
      <ReasonField
        value={filled.reason}
        onChange={(reason) => fill({ reason })}
        error={at("reason")}
      />
    </Stack>
  );
}
