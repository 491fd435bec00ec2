import { Badge, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTill } from "../app/context.ts";
import { reverseStep } from "../app/couponSteps.ts";
import { refundStep } from "../app/pointsSteps.ts";
import { type FoundOrder, orderOf, returnStep, voidStep } from "../app/saleSteps.ts";
import { problemOf } from "../app/useActs.ts";
import { Panel } from "../parts/Panel.tsx";
import { parseDecimal, QUANTITY_DECIMALS } from "../sale/decimal.ts";
import type { ReceiptName } from "../sale/receipt.ts";
import { businessDateOf } from "../sale/sale.ts";
import { useWords } from "../words/context.ts";

interface Found {
  readonly name: ReceiptName;
  readonly order: FoundOrder;
}

const NUMBER_LENGTH_MAX = 128;

/** What can be undone on a receipt: looked up by its number, or one that was closed here. */
export function UndoCard() {
  const { words } = useWords();
  const say = words.undo;
  const till = useTill();
  const { place, state, acts } = till;
  const [typed, setTyped] = useState("");
  const [day, setDay] = useState(() => businessDateOf(Date.now(), place.timeZone));
  const [found, setFound] = useState<Found | null>(null);
  const look = async (name: ReceiptName) => {
    setFound(null);
    acts.forget();
    const order = await acts.read(async () => ({ order: await orderOf(till, name) }));
    if (order?.order != null) {
      setFound({ name, order: order.order });
    } else if (order !== null) {
      acts.refuse({ ...problemOf(""), code: "ORDER_NOT_FOUND" });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") {
      void look({ number: typed.trim(), businessDate: day, place });
    }
  };
  return (
    <Panel title={say.title}>
      <form onSubmit={submit}>
        <Group align="end" gap="xs">
          <TextInput
            label={say.number}
            autoComplete="off"
            className="grows"
            maxLength={NUMBER_LENGTH_MAX}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <TextInput
            label={say.day}
            type="date"
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <Button type="submit" disabled={acts.isBusy}>
            {say.look}
          </Button>
        </Group>
      </form>
      {state.receipts.length > 0 && (
        <Group gap="xs" mt="xs" data-testid="recent">
          <Text size="sm">{say.recent}:</Text>
          {state.receipts.map((receipt) => (
            <Button
              key={receipt.number}
              variant="default"
              disabled={acts.isBusy}
              onClick={() => void look(receipt)}
            >
              {receipt.number}
            </Button>
          ))}
        </Group>
      )}
      {found !== null && (
        <FoundReceipt key={found.order.id} found={found} onDone={() => void look(found.name)} />
      )}
    </Panel>
  );
}

interface FoundProps {
  readonly found: Found;
  readonly onDone: () => void;
}

function FoundReceipt({ found, onDone }: FoundProps) {
  const { words, formats } = useWords();
  const say = words.undo;
  const till = useTill();
  const { name, order } = found;
  const open = order.lines.filter(({ quantity }) => !/^0(?:\.0*)?$/.test(quantity));
  return (
    <Stack gap="xs" mt="sm" data-testid="undo">
      <Group gap="xs">
        <Text fw={700}>{name.number}</Text>
        <Badge variant="light" data-testid="undo-status">
          {say.status[order.status] ?? order.status}
        </Badge>
        <Text className="figure">{formats.money(order.total)}</Text>
        <Text size="sm">{say.points(formats.points(order.points.expected))}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {order.tenders
          .map(({ kind, amount }) => `${say.tenders[kind] ?? kind}: ${formats.money(amount)}`)
          .join(" · ")}
      </Text>
      {open.length === 0 && <Text size="sm">{say.nothing}</Text>}
      <ul className="plain">
        {open.map((line) => (
          <ReturnLine key={line.id} found={found} line={line} onDone={onDone} />
        ))}
      </ul>
      <Group gap="xs">
        {open.length > 0 && (
          <Button
            color="red"
            variant="light"
            disabled={till.acts.isBusy}
            onClick={() => void till.acts.run(voidStep(till, name, onDone))}
          >
            {say.voidAll}
          </Button>
        )}
        <KnownHere name={name} />
      </Group>
    </Stack>
  );
}

/** What this till still has the ids of: coupons and points of the sale. */
function KnownHere({ name }: { readonly name: ReceiptName }) {
  const { words, formats } = useWords();
  const say = words.undo;
  const till = useTill();
  const { acts, state } = till;
  const receipt = state.receipts.find(({ number }) => number === name.number);
  if (receipt === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {say.elsewhere}
      </Text>
    );
  }
  const { hold, coupons } = receipt.sale;
  return (
    <>
      {coupons
        .filter(({ redemption, isReversed }) => redemption !== null && !isReversed)
        .map((coupon) => (
          <Button
            key={coupon.key}
            variant="default"
            disabled={acts.isBusy}
            onClick={() => void acts.run(reverseStep(till, coupon, "RETURNED"))}
          >
            {say.reverse(coupon.name)}
          </Button>
        ))}
      {hold?.state === "captured" && (
        <Button
          variant="default"
          disabled={acts.isBusy}
          onClick={() => void acts.run(refundStep(till, hold))}
        >
          {say.refund(formats.points(hold.points))}
        </Button>
      )}
    </>
  );
}

function ReturnLine({
  found,
  line,
  onDone,
}: FoundProps & { readonly line: FoundOrder["lines"][number] }) {
  const { words, formats } = useWords();
  const say = words.undo;
  const till = useTill();
  const article = line.article ?? "";
  const [quantity, setQuantity] = useState(line.quantity.replace(/\.0+$/, ""));
  const parsed = parseDecimal(quantity, QUANTITY_DECIMALS);
  const most = parseDecimal(line.quantity, QUANTITY_DECIMALS) ?? 0n;
  const isGood = parsed !== null && parsed > 0n && parsed <= most;
  const takeBack = () => {
    const back = { article, quantity: quantity.trim().replace(",", "."), before: found.order };
    void till.acts.run(returnStep(till, found.name, back, onDone));
  };
  return (
    <li className="row mid">
      <Text className="foreign grows">
        {line.name ?? article}{" "}
        <Text span size="sm" c="dimmed">
          {formats.money(line.paid)} · {say.points(formats.points(line.points))}
        </Text>
      </Text>
      <TextInput
        aria-label={say.quantity(article)}
        w={72}
        inputMode="decimal"
        error={!isGood}
        value={quantity}
        onChange={(event) => setQuantity(event.currentTarget.value)}
      />
      <Button variant="default" disabled={!isGood || till.acts.isBusy} onClick={takeBack}>
        {say.returnOne(article)}
      </Button>
    </li>
  );
}
