import {
  Alert,
  Button,
  Group,
  Loader,
  NativeSelect,
  SegmentedControl,
  Text,
  TextInput,
} from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import {
  ActionClaimDocument,
  ActionOrderDocument,
  type ActionOrderQuery,
  type OrderReferenceInput,
} from "../../../__generated__/graphql.ts";
import { sayError } from "../../parts/errors.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { dayFrom } from "./form/days.ts";
import { Effect, EffectLine } from "./form/Effect.tsx";
import { amountOf, claimOf, type NamedPurchase, referenceOf } from "./form/purchaseNamed.ts";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";
import { useStores } from "./useStores.ts";

const empty = (): NamedPurchase => ({
  isReceipt: true,
  store: "",
  till: "",
  receiptNumber: "",
  orderNumber: "",
  day: dayFrom(Date.now(), {}),
  total: "",
  currency: "",
});

/** Gives the customer a purchase that nobody's card was shown for. */
export function ClaimForm({ customer, onDone, onClose }: ActionProps) {
  const { words, formats } = useWords();
  const say = words.actions.claim;
  const known = useStores();
  const [typed, fill] = useFilled(empty);
  const filled = { ...typed, currency: typed.currency || (known?.currencyCode ?? "") };
  const [asked, setAsked] = useState<OrderReferenceInput | null>(null);
  const act = useAct(ActionClaimDocument, ({ claimPurchase }) => claimPurchase);
  const reference = referenceOf(filled);
  const claim = claimOf(customer.id, filled);
  const isAsked = JSON.stringify(asked) === JSON.stringify(reference);
  const submit = async () => {
    if (claim !== null) {
      await act.send(filled, ({ key }) => ({ ...claim, idempotencyKey: key }));
      onDone();
    }
  };
  const points = act.payload?.order?.points;
  return (
    <ActForm
      act={act}
      fields={["total", "purchasedOn"]}
      label={words.actions.titles.claim}
      isReady={claim !== null}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.claimed(
        formats.points(points?.active ?? "0"),
        formats.points(points?.pending ?? "0"),
      )}
      effect={
        <>
          <Group>
            <Button
              size="xs"
              variant="light"
              disabled={reference === null || (isAsked && asked !== null)}
              onClick={() => setAsked(reference)}
            >
              {say.look}
            </Button>
          </Group>
          {asked !== null && isAsked && <Found by={asked} filled={filled} />}
        </>
      }
    >
      <Where filled={filled} fill={fill} stores={known?.stores ?? []} />
      <TextInput
        type="date"
        label={say.day}
        withAsterisk
        max={dayFrom(Date.now(), { days: 1 })}
        value={filled.day}
        onChange={(event) => fill({ day: event.currentTarget.value })}
        error={act.at("purchasedOn")}
      />
      <Group grow align="flex-start">
        <TextInput
          label={say.total}
          withAsterisk
          inputMode="decimal"
          autoComplete="off"
          value={filled.total}
          onChange={(event) => fill({ total: event.currentTarget.value })}
          error={
            filled.total !== "" && amountOf(filled.total) === null ? say.noAmount : act.at("total")
          }
        />
        <TextInput
          label={say.currency}
          maxLength={3}
          autoComplete="off"
          value={filled.currency}
          onChange={(event) => fill({ currency: event.currentTarget.value.toUpperCase() })}
        />
      </Group>
    </ActForm>
  );
}

interface WhereProps {
  readonly filled: NamedPurchase;
  readonly fill: (part: Partial<NamedPurchase>) => void;
  readonly stores: readonly { readonly code: string; readonly name: string }[];
}

function Where({ filled, fill, stores }: WhereProps) {
  const { words } = useWords();
  const say = words.actions.claim;
  return (
    <>
      <SegmentedControl
        aria-label={say.what}
        value={filled.isReceipt ? "receipt" : "order"}
        onChange={(what) => fill({ isReceipt: what === "receipt" })}
        data={[
          { value: "receipt", label: say.receipt },
          { value: "order", label: say.order },
        ]}
      />
      {filled.isReceipt ? (
        <>
          <NativeSelect
            label={say.store}
            withAsterisk
            value={filled.store}
            onChange={(event) => fill({ store: event.currentTarget.value })}
            data={[
              { value: "", label: words.actions.tier.choose },
              ...stores.map(({ code, name }) => ({ value: code, label: `${name} (${code})` })),
            ]}
          />
          <Group grow align="flex-start">
            <TextInput
              label={say.till}
              withAsterisk
              autoComplete="off"
              value={filled.till}
              onChange={(event) => fill({ till: event.currentTarget.value })}
            />
            <TextInput
              label={say.number}
              withAsterisk
              autoComplete="off"
              value={filled.receiptNumber}
              onChange={(event) => fill({ receiptNumber: event.currentTarget.value })}
            />
          </Group>
        </>
      ) : (
        <TextInput
          label={say.orderNumber}
          withAsterisk
          autoComplete="off"
          value={filled.orderNumber}
          onChange={(event) => fill({ orderNumber: event.currentTarget.value })}
        />
      )}
    </>
  );
}

interface FoundProps {
  readonly by: OrderReferenceInput;
  readonly filled: NamedPurchase;
}

/** The purchase that will be the customer's, before it is. */
function Found({ by, filled }: FoundProps) {
  const { words, language } = useWords();
  const [{ data, error, fetching }] = useQuery({
    query: ActionOrderDocument,
    variables: { by, locale: language },
    requestPolicy: "network-only",
  });
  if (fetching) {
    return <Loader size="sm" role="status" aria-label={words.parts.loading} />;
  }
  const order = data?.order;
  if (order == null) {
    return (
      <Alert color="yellow" role="status">
        {error === undefined ? words.actions.claim.notFound : sayError(error, words)}
      </Alert>
    );
  }
  return <FoundOrder order={order} filled={filled} />;
}

interface FoundOrderProps {
  readonly order: NonNullable<ActionOrderQuery["order"]>;
  readonly filled: NamedPurchase;
}

function FoundOrder({ order, filled }: FoundOrderProps) {
  const { words, formats } = useWords();
  const say = words.actions.claim;
  const { placedAt, store, channel, total, lines, points } = order;
  const amount = amountOf(filled.total);
  const isOther =
    amount !== null &&
    (Number(amount) !== Number(total.amount) || filled.currency !== total.currencyCode);
  return (
    <Effect>
      <EffectLine>
        {say.found(formats.moment(placedAt), store?.name ?? channel, formats.money(total))}
      </EffectLine>
      <Text size="xs" c="dimmed" className="foreign">
        {lines.map(({ name, quantity }) => `${quantity} × ${name ?? ""}`).join(", ")}
      </Text>
      {isOther && <EffectLine>{say.otherTotal}</EffectLine>}
      <EffectLine>
        {points.expected === "0" && points.active === "0"
          ? say.pointsByRules
          : say.brings(formats.points(points.expected))}
      </EffectLine>
      {points.explanation.map((sentence) => (
        <EffectLine key={sentence}>{sentence}</EffectLine>
      ))}
    </Effect>
  );
}
