import { ActionIcon, Button, SimpleGrid, Table, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type FormEvent, useRef, useState } from "react";
import { useTill } from "../app/context.ts";
import { Panel } from "../parts/Panel.tsx";
import { decimalsOf, formatDecimal, parseDecimal, QUANTITY_DECIMALS } from "../sale/decimal.ts";
import { grossOf, LINES_MAX, sumsOf } from "../sale/sale.ts";
import { useWords } from "../words/context.ts";

const EMPTY = { article: "", quantity: "1", price: "", tax: "", categories: "" };
type Typed = typeof EMPTY;
const TAX_DECIMALS = 2;

/** What is bought, at given prices. */
export function BasketCard() {
  const { words } = useWords();
  return (
    <Panel title={words.basket.title} shortcut="F3">
      <LineForm />
      <Lines />
      <Sums />
    </Panel>
  );
}

function LineForm() {
  const { words } = useWords();
  const say = words.basket;
  const { state, place, change } = useTill();
  const [typed, setTyped] = useState(EMPTY);
  const [wrong, setWrong] = useState<Partial<Typed>>({});
  const article = useRef<HTMLInputElement>(null);
  const price = useRef<HTMLInputElement>(null);
  const { lines } = state.sale;
  const decimals = decimalsOf(place.currency);

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (typed.article.trim() !== "" && typed.price === "") {
      // A scanner ends with Enter: the price is next.
      price.current?.focus();
      return;
    }
    const quantity = parseDecimal(typed.quantity, QUANTITY_DECIMALS);
    const unitPrice = parseDecimal(typed.price, decimals);
    const tax = typed.tax.trim() === "" ? null : parseDecimal(typed.tax, TAX_DECIMALS);
    const isTaxGood = typed.tax.trim() === "" || (tax !== null && tax <= 10_000n);
    const next = {
      ...(typed.article.trim() === "" ? { article: say.badArticle } : {}),
      ...(quantity === null || quantity === 0n ? { quantity: say.badQuantity } : {}),
      ...(unitPrice === null ? { price: say.badPrice } : {}),
      ...(isTaxGood ? {} : { tax: say.badTax }),
    };
    setWrong(next);
    if (Object.keys(next).length > 0 || quantity === null || unitPrice === null) {
      return;
    }
    const line = {
      id: String(1 + Math.max(0, ...lines.map(({ id }) => Number(id)))),
      article: typed.article.trim(),
      quantity: formatDecimal(quantity, QUANTITY_DECIMALS).replace(/\.?0+$/, ""),
      unitPrice: formatDecimal(unitPrice, decimals),
      taxRate: tax === null ? "" : formatDecimal(tax, TAX_DECIMALS).replace(/\.?0+$/, "") || "0",
      categories: typed.categories
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== ""),
    };
    change({ kind: "lineAdded", line });
    // The next article is often taxed alike.
    setTyped({ ...EMPTY, tax: typed.tax });
    article.current?.focus();
  };

  const field = (name: keyof Typed) => ({
    label: say[name],
    value: typed[name],
    error: wrong[name],
    autoComplete: "off",
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setTyped((before) => ({ ...before, [name]: value }));
    },
  });
  const isFull = lines.length >= LINES_MAX;
  return (
    <form onSubmit={add}>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" verticalSpacing="xs">
        <TextInput
          {...field("article")}
          ref={article}
          data-key="F3"
          aria-keyshortcuts="F3"
          maxLength={128}
        />
        <TextInput {...field("quantity")} inputMode="decimal" />
        <TextInput {...field("price")} ref={price} inputMode="decimal" />
        <TextInput {...field("tax")} inputMode="decimal" />
      </SimpleGrid>
      <div className="row">
        <TextInput
          {...field("categories")}
          placeholder={say.categoriesHelp}
          className="grows"
          maxLength={500}
        />
        <Button type="submit" disabled={isFull}>
          {isFull ? say.full : say.add}
        </Button>
      </div>
    </form>
  );
}

function Lines() {
  const { words, formats } = useWords();
  const say = words.basket;
  const { state, place, change } = useTill();
  const { lines } = state.sale;
  const money = useMoney();
  if (lines.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt="sm">
        {say.empty}
      </Text>
    );
  }
  return (
    <Table mt="sm" verticalSpacing={4} data-testid="lines">
      <Table.Thead className="unseen">
        <Table.Tr>
          <Table.Th>{say.article}</Table.Th>
          <Table.Th>{say.price}</Table.Th>
          <Table.Th>{say.total}</Table.Th>
          <Table.Th>{say.remove("")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={line.id}>
            <Table.Td>
              <Text fw={600} className="foreign">
                {line.article}
              </Text>
              <Text size="xs" c="dimmed" className="foreign">
                {[line.taxRate === "" ? "" : `${line.taxRate} %`, ...line.categories]
                  .filter((one) => one !== "")
                  .join(" · ")}
              </Text>
            </Table.Td>
            <Table.Td className="figure">
              {formats.amount(line.quantity, "×")}{" "}
              {formats.money({ amount: line.unitPrice, currencyCode: place.currency })}
            </Table.Td>
            <Table.Td className="figure end">{money(grossOf(line, place.currency))}</Table.Td>
            <Table.Td w={48}>
              <ActionIcon
                size={42}
                variant="subtle"
                color="gray"
                aria-label={say.remove(line.article)}
                onClick={() => change({ kind: "lineRemoved", id: line.id })}
              >
                <IconX size={18} />
              </ActionIcon>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Smallest units of the till's currency as people write them. */
export function useMoney(): (units: bigint) => string {
  const { formats } = useWords();
  const { place } = useTill();
  const { currency } = place;
  return (units) =>
    formats.money({
      amount: formatDecimal(units, decimalsOf(currency)),
      currencyCode: currency,
    });
}

function Sums() {
  const { words } = useWords();
  const say = words.basket;
  const { state, place } = useTill();
  const money = useMoney();
  const { gross, coupons, points, due } = sumsOf(state.sale, place.currency);
  const rows = [
    ...(due === gross ? [] : [[say.total, gross] as const]),
    ...(coupons === 0n ? [] : [[say.coupons, -coupons] as const]),
    ...(points === 0n ? [] : [[say.points, -points] as const]),
  ];
  return (
    <dl className="sums">
      {rows.map(([label, amount]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="figure">{money(amount)}</dd>
        </div>
      ))}
      <div className="due">
        <dt>{say.due}</dt>
        <dd className="figure" data-testid="due">
          {money(due)}
        </dd>
      </div>
    </dl>
  );
}
