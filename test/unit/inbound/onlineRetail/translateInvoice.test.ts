import { describe, expect, test } from "vitest";
import { parsePurchaseEvent } from "../../../../src/domain/purchase/parsePurchaseEvent.ts";
import type { Invoice } from "../../../../src/inbound/files/onlineRetail/invoices.ts";
import { findColumns, parseRow } from "../../../../src/inbound/files/onlineRetail/row.ts";
import { translateInvoice } from "../../../../src/inbound/files/onlineRetail/translateInvoice.ts";

const HEADER = [
  "InvoiceNo",
  "StockCode",
  "Description",
  "Quantity",
  "InvoiceDate",
  "UnitPrice",
  "CustomerID",
];
const columns = findColumns(HEADER);

/** code, quantity, price, customer */
type Line = readonly [code: string, quantity: string, price: string, customer?: string];

function invoiceOf(number: string, lines: readonly Line[]): Invoice {
  if (!("invoice" in columns)) {
    throw new Error("the header lacks a column");
  }
  const parsed = lines.map(([code, quantity, price, customer = "13047"], index) =>
    parseRow(
      "lines.csv",
      index + 2,
      [number, code, "THING", quantity, "2011-06-01 12:05:00", price, customer],
      columns,
    ),
  );
  return {
    number,
    rows: parsed.flatMap((one) => (one.ok ? [one.row] : [])),
    faults: parsed.flatMap((one) => (one.ok ? [] : [one.fault])),
  };
}

function planOf(number: string, lines: readonly Line[]) {
  const invoice = invoiceOf(number, lines);
  const plan = translateInvoice(invoice);
  const placed = plan.events.flatMap(({ lines: sent }) => sent).length;
  const left = plan.left.flatMap(({ rows }) => rows).length;
  expect(placed + left, "every row is in exactly one place").toBe(invoice.rows.length);
  for (const { event } of plan.events) {
    expect(parsePurchaseEvent(event), "what is sent can be read").toMatchObject({ ok: true });
  }
  return plan;
}

describe("translateInvoice", () => {
  test("a normal invoice becomes one sale with its lines by position", () => {
    const [sale] = planOf("536365", [
      ["85123A", "6", "2.55"],
      ["POST", "1", "18"],
    ]).events;
    expect(sale?.event).toEqual({
      source: "online-retail",
      eventId: "536365",
      kind: "SOLD",
      occurredAt: "2011-06-01T12:05:00+01:00",
      references: [{ kind: "order", value: "536365" }],
      customer: [{ kind: "erp", value: "13047" }],
      channel: "web",
      currencyCode: "GBP",
      lines: [
        {
          id: "1",
          kind: "ARTICLE",
          article: "85123A",
          name: "THING",
          quantity: "6",
          gross: "15.30",
        },
        {
          id: "2",
          kind: "SHIPPING",
          article: "POST",
          name: "THING",
          quantity: "1",
          gross: "18.00",
        },
      ],
    });
  });

  test("a cancellation becomes one return that names each article once, with the sum of its lines", () => {
    const [back] = planOf("C536379", [
      ["22556", "-12", "1.65"],
      ["21984", "-24", "0.29"],
      ["22556", "-2", "1.45"],
    ]).events;
    expect(back?.event).toMatchObject({
      eventId: "C536379",
      kind: "RETURNED",
      references: [{ kind: "return", value: "C536379" }],
      return: {
        id: "C536379",
        lines: [
          { article: "22556", quantity: "14", amount: "22.70" },
          { article: "21984", quantity: "24", amount: "6.96" },
        ],
      },
    });
  });

  test("guests' invoices and cancellations name no customer", () => {
    const events = [
      ...planOf("536544", [["21773", "1", "2.51", ""]]).events,
      ...planOf("C536545", [["21773", "-1", "2.51", ""]]).events,
    ];
    expect(events.map(({ event }) => [event["kind"], "customer" in event])).toEqual([
      ["SOLD", false],
      ["RETURNED", false],
    ]);
  });

  test("a price of a tenth of a penny is rounded half up for the line, and the difference is known", () => {
    const [sale] = planOf("550193", [
      ["PADS", "1", "0.001"],
      ["PADS", "5", "0.001"],
    ]).events;
    expect(sale?.lines.map(({ exact, minor }) => [exact, minor])).toEqual([
      [1_000n, 0n],
      [5_000n, 1n],
    ]);
  });

  test.each([
    [
      "pieces that leave the stock unpaid for nobody",
      "536589",
      [["21777", "-10", "0", ""]],
      "STOCK_ADJUSTMENT",
    ],
    [
      "pieces that nobody bought and nothing was paid for",
      "536414",
      [["22139", "56", "0", ""]],
      "NOBODY_AND_NOTHING",
    ],
    ["a booking of bad debt", "A563186", [["B", "1", "-11062.06", ""]], "BAD_DEBT"],
    ["a price below zero on an article", "1", [["22139", "1", "-5"]], "NEGATIVE_PRICE"],
    [
      "an invoice of two customers",
      "2",
      [
        ["22139", "1", "5", "1"],
        ["22139", "1", "5", "2"],
      ],
      "SEVERAL_CUSTOMERS",
    ],
    [
      "an invoice with a malformed row",
      "3",
      [
        ["22139", "1", "5"],
        ["22139", "1,5", "5"],
      ],
      "INCOMPLETE_INVOICE",
    ],
  ] as [string, string, Line[], string][])(
    "%s is left out by its reason",
    (_, number, lines, reason) => {
      const plan = planOf(number, lines);
      expect(plan.events).toEqual([]);
      expect(plan.left.map((one) => one.reason)).toEqual([reason]);
    },
  );

  test("what a customer gets for nothing is a line of a purchase", () => {
    expect(planOf("541109", [["22168", "1", "0"]]).events[0]?.event).toMatchObject({
      lines: [{ gross: "0.00" }],
    });
  });

  test("pieces that a customer brings back on a normal invoice are a return of their own", () => {
    const plan = planOf("600001", [
      ["22139", "2", "5.00"],
      ["22168", "-1", "3.00"],
    ]);
    expect(plan.events.map(({ eventId, side }) => [eventId, side])).toEqual([
      ["600001", "SALE"],
      ["600001/return", "RETURN"],
    ]);
  });

  test("a charge on a cancellation is a sale of its own", () => {
    const plan = planOf("C496350", [["M", "1", "373.57"]]);
    expect(plan.events.map(({ eventId, side }) => [eventId, side])).toEqual([
      ["C496350/sale", "SALE"],
    ]);
  });

  test("money taken off by hand is a line below zero, not a lost one", () => {
    expect(
      planOf("600002", [
        ["22139", "1", "5"],
        ["D", "1", "-1.50"],
      ]).events[0]?.event,
    ).toMatchObject({
      lines: [{ gross: "5.00" }, { kind: "ADJUSTMENT", gross: "-1.50" }],
    });
  });
});
