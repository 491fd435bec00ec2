import { Badge, Button, Text } from "@mantine/core";
import { useTill } from "../app/context.ts";
import { Panel } from "../parts/Panel.tsx";
import { decimalsOf, formatDecimal } from "../sale/decimal.ts";
import { taxesOf } from "../sale/events.ts";
import type { Receipt } from "../sale/receipt.ts";
import { grossOf, sumsOf } from "../sale/sale.ts";
import { useWords } from "../words/context.ts";

/** The latest receipt, as it is printed: the print style sheet shows nothing else. */
export function ReceiptCard({ storeName }: { readonly storeName: string }) {
  const { words } = useWords();
  const say = words.receipt;
  const [receipt] = useTill().state.receipts;
  if (receipt === undefined) {
    return null;
  }
  const badge = (
    <Badge
      data-testid="receipt-state"
      variant="light"
      color={receipt.state === "APPLIED" ? "teal" : "orange"}
    >
      {say.state[receipt.state]}
    </Badge>
  );
  return (
    <Panel title={say.title} aside={badge} className="prints">
      <Paper receipt={receipt} storeName={storeName} />
      <Button mt="sm" variant="default" className="no-print" onClick={() => print()}>
        {say.print}
      </Button>
    </Panel>
  );
}

interface Props {
  readonly receipt: Receipt;
  readonly storeName: string;
}

function Paper({ receipt, storeName }: Props) {
  const { words, formats } = useWords();
  const say = words.receipt;
  const { sale, place, businessDate, number, tender, points } = receipt;
  const { currency } = place;
  const money = (units: bigint) =>
    formats.money({ amount: formatDecimal(units, decimalsOf(currency)), currencyCode: currency });
  const sums = sumsOf(sale, currency);
  const total = sums.gross - sums.coupons;
  return (
    <div className="receipt" data-testid="receipt">
      <Text ta="center" fw={700}>
        {storeName}
      </Text>
      <Text ta="center" size="sm">
        {formats.day(businessDate)} · {say.till} {place.till}
        <br />
        {say.number} <span data-testid="receipt-number">{number}</span>
      </Text>
      <dl className="sums">
        {sale.lines.map((line) => (
          <Row
            key={line.id}
            label={`${formats.amount(line.quantity, "×")} ${line.article}`}
            amount={money(grossOf(line, currency))}
          />
        ))}
        {sale.coupons
          .filter(({ isReversed }) => !isReversed)
          .map(({ key, name, amount }) => (
            <Row
              key={key}
              label={name}
              amount={formats.money({ amount: `-${amount}`, currencyCode: currency })}
            />
          ))}
        <Row label={words.basket.total} amount={money(total)} isStrong />
        {sums.points > 0n && <Row label={say.pointsPaid} amount={money(sums.points)} />}
        {sums.due > 0n && <Row label={say.tender[tender]} amount={money(sums.due)} />}
        {taxesOf(receipt).map(({ rate, tax }) => (
          <Row key={rate} label={say.tax(formats.amount(rate, "").trim())} amount={money(tax)} />
        ))}
      </dl>
      {points !== null && (
        <Text size="sm" ta="center">
          {say.earns(formats.points(points))}
        </Text>
      )}
      <Text size="sm" ta="center">
        {say.thanks}
      </Text>
    </div>
  );
}

function Row(props: {
  readonly label: string;
  readonly amount: string;
  readonly isStrong?: boolean;
}) {
  return (
    <div className={props.isStrong === true ? "due" : ""}>
      <dt className="foreign">{props.label}</dt>
      <dd className="figure">{props.amount}</dd>
    </div>
  );
}
