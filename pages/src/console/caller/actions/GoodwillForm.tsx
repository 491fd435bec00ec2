import { Alert, Group, List, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "urql";
import {
  CallerGiveGoodwillDocument,
  CallerGoodwillDocument,
  type CallerGoodwillQuery,
  CallerUndoGoodwillDocument,
} from "../../../__generated__/graphql.ts";
import { Read } from "../../parts/Read.tsx";
import { Nothing } from "../../parts/Section.tsx";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { pointsOf } from "./form/balanceAfter.ts";
import { Effect, EffectLine } from "./form/Effect.tsx";
import { Meeting } from "./form/Meeting.tsx";
import { Undo } from "./form/Undo.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";

type Allowance = NonNullable<NonNullable<CallerGoodwillQuery["customer"]>["goodwill"]>;

const EMPTY = { points: "", coupon: "", reason: "", note: "" };
/** As the server has it: characters of a note. */
const NOTE_LENGTH_MAX = 500;

/** Points or a coupon as goodwill, within the limits of the giver and of the customer. */
export function GoodwillForm({ customer, onDone, onClose }: ActionProps) {
  const { words, language } = useWords();
  const [filled, fill] = useFilled(() => EMPTY);
  const points = pointsOf(filled.points);
  const isPoints = points !== null && points > 0n;
  const [{ data, error }, read] = useQuery({
    query: CallerGoodwillDocument,
    variables: {
      ...{ by: { id: customer.id }, locale: language },
      points: filled.coupon === "" && isPoints ? String(points) : null,
      coupon: filled.coupon === "" ? null : filled.coupon,
      isChosen: filled.coupon !== "" || isPoints,
    },
    requestPolicy: "cache-and-network",
  });
  const again = () => {
    read({ requestPolicy: "network-only" });
    onDone();
  };
  return (
    <Read data={error === undefined ? data : undefined} error={error} retry={again}>
      {(read_) => {
        const allowance = read_.customer?.goodwill ?? null;
        return allowance === null ? (
          <Nothing>{words.actions.goodwill.notSetUp}</Nothing>
        ) : (
          <Give {...{ customer, allowance, filled, fill, again, onClose }} />
        );
      }}
    </Read>
  );
}

interface GiveProps {
  readonly customer: ActionProps["customer"];
  readonly allowance: Allowance;
  readonly filled: typeof EMPTY;
  readonly fill: (part: Partial<typeof EMPTY>) => void;
  readonly again: () => void;
  readonly onClose: () => void;
}

function Give({ customer, allowance, filled, fill, again, onClose }: GiveProps) {
  const { words, formats } = useWords();
  const say = words.actions.goodwill;
  const [seen, setSeen] = useFilled(() => ({ version: allowance.version }));
  const act = useAct(CallerGiveGoodwillDocument, ({ giveGoodwill }) => giveGoodwill);
  const points = pointsOf(filled.points);
  const isCoupon = filled.coupon !== "";
  const isChosen = isCoupon || (points !== null && points > 0n);
  const { effect } = allowance;
  const submit = async () => {
    await act.send({ ...filled, ...seen }, ({ key }) => ({
      customer: { id: customer.id },
      ...(isCoupon ? { coupon: filled.coupon } : { points: String(points) }),
      reason: filled.reason,
      ...(filled.note.trim() === "" ? {} : { note: filled.note }),
      expectedVersion: seen.version,
      idempotencyKey: key,
    }));
    again();
  };
  const hasMet = act.faults.some(({ code }) => code === "VERSION_CONFLICT");
  const last = allowance.grantedLast12Months[0];
  return (
    <ActForm
      act={act}
      fields={["points", "coupon", "reason", "note"]}
      label={words.actions.titles.goodwill}
      isReady={isChosen && filled.reason !== "" && effect !== undefined && effect.refusal == null}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.given}
      effect={isChosen && effect !== undefined && <GiftEffect effect={effect} />}
      undo={
        last?.undoableUntil != null && (
          <Undo
            document={CallerUndoGoodwillDocument}
            pick={({ undoGoodwill }) => undoGoodwill}
            inputOf={({ key }) => ({ id: last.id, idempotencyKey: key })}
            onDone={again}
          />
        )
      }
    >
      <Text size="sm">
        {say.left(formats.points(allowance.remainingToday), formats.count(allowance.giftsLeft))}
      </Text>
      <Granted allowance={allowance} again={again} />
      <GoodwillFields {...{ allowance, filled, fill, at: act.at }} />
      {hasMet && (
        <Meeting
          seen={[]}
          now={last === undefined ? [] : [sayGift(last, formats.points)]}
          by={last?.by.name ?? null}
          onLeave={onClose}
          onGoOn={() => setSeen({ version: allowance.version })}
        />
      )}
    </ActForm>
  );
}

interface FieldsProps extends Pick<GiveProps, "allowance" | "filled" | "fill"> {
  readonly at: (field: string) => string | undefined;
}

function GoodwillFields({ allowance, filled, fill, at }: FieldsProps) {
  const { words } = useWords();
  const say = words.actions.goodwill;
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label={say.points}
          inputMode="numeric"
          disabled={filled.coupon !== ""}
          value={filled.points}
          onChange={(event) => fill({ points: event.currentTarget.value })}
          error={at("points")}
        />
        <NativeSelect
          label={say.coupon}
          value={filled.coupon}
          onChange={(event) => fill({ coupon: event.currentTarget.value })}
          error={at("coupon")}
          data={[
            { value: "", label: say.noCoupon },
            ...allowance.coupons.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
      </Group>
      <NativeSelect
        label={say.reason}
        withAsterisk
        value={filled.reason}
        onChange={(event) => fill({ reason: event.currentTarget.value })}
        error={at("reason")}
        data={[
          { value: "", label: words.actions.tier.choose },
          ...allowance.reasonChoices.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <Textarea
        label={say.note}
        autosize
        maxLength={NOTE_LENGTH_MAX}
        value={filled.note}
        onChange={(event) => fill({ note: event.currentTarget.value })}
        error={at("note")}
      />
    </>
  );
}

type Gift = Allowance["grantedLast12Months"][number];

function sayGift({ points, coupon, reasonName, by }: Gift, write: (points: string) => string) {
  return `${points == null ? (coupon?.name ?? "") : write(points)}: ${reasonName} (${by.name})`;
}

/** What the customer was given before: who asks every week is seen. */
function Granted({
  allowance,
  again,
}: {
  readonly allowance: Allowance;
  readonly again: () => void;
}) {
  const { words, formats } = useWords();
  const say = words.actions.goodwill;
  const gifts = allowance.grantedLast12Months;
  if (gifts.length === 0) {
    return <Nothing>{say.nothingYet}</Nothing>;
  }
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {say.before}
      </Text>
      <List size="sm">
        {gifts.map((gift) => (
          <List.Item key={gift.id}>
            {formats.day(gift.at)}: {sayGift(gift, formats.points)}
            {gift.undoableUntil != null && (
              <Undo
                document={CallerUndoGoodwillDocument}
                pick={({ undoGoodwill }) => undoGoodwill}
                inputOf={({ key }) => ({ id: gift.id, idempotencyKey: key })}
                onDone={again}
              />
            )}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function GiftEffect({ effect }: { readonly effect: NonNullable<Allowance["effect"]> }) {
  const { words, formats } = useWords();
  const say = words.actions.goodwill;
  if (effect.refusal != null) {
    return <Alert color="red">{effect.refusal}</Alert>;
  }
  return (
    <Effect>
      {effect.balanceAfter != null && (
        <EffectLine>{say.balance(formats.points(effect.balanceAfter))}</EffectLine>
      )}
      <EffectLine>{say.leftAfter(formats.points(effect.remainingAfter))}</EffectLine>
      <EffectLine>{say.noTier}</EffectLine>
    </Effect>
  );
}
