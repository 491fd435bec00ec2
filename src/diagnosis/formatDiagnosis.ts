import { currencyExponent } from "../domain/money/currency.ts";
import { formatMinor } from "../domain/money/decimal.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { DiagnosedCustomer, DiagnosedOrder } from "./diagnose.ts";

/** Whether there were orders to compare, and none of them differs. */
export function isAllHealthy(customers: readonly DiagnosedCustomer[]): boolean {
  return (
    customers.some(({ orders }) => orders.length > 0) &&
    customers.every(({ isHealthy }) => isHealthy)
  );
}

/** A diagnosis as JSON: decimals and moments as text. */
export function jsonOfDiagnosis(customers: readonly DiagnosedCustomer[]) {
  return {
    healthy: isAllHealthy(customers),
    customers: customers.map(({ label, isHealthy, orders }) => ({
      ...{ customer: label, healthy: isHealthy },
      orders: orders.map((order) => ({
        ...{ number: order.known.number, source: order.known.source },
        fulfilledAt: formatInstant(order.known.fulfilledAt),
        ...{ amount: amountOf(order), currency: order.known.currency },
        found: order.order !== null,
        findings: order.findings,
        deliveries: order.deliveries.map(({ destination, state, answer }) => ({
          ...{ destination, state, answer },
        })),
      })),
    })),
  };
}

/** @param safe makes text of others harmless where it is shown */
export function textOfDiagnosis(
  customers: readonly DiagnosedCustomer[],
  safe: (text: string) => string,
): string {
  const lines = customers.flatMap(({ label, isHealthy, orders }) => [
    `${safe(label)}: ${isHealthy ? "healthy" : "BROKEN"}, ${orders.length} orders`,
    ...orders.flatMap((order) => [
      `  ${order.findings.length === 0 ? "ok" : "!!"}  ${headOf(order, safe)}`,
      ...order.findings.flatMap((finding) => [
        `      ${finding.kind} ${finding.field}: ${finding.cause} at ${finding.boundary}, ` +
          `${finding.owner.team} (${finding.owner.contact})`,
        `      ${finding.evidence}${differenceOf(finding, safe)}`,
        ...(finding.command === null ? [] : [`      > ${finding.command}`]),
      ]),
    ]),
  ]);
  return [...lines, verdictOf(customers)].join("\n");
}

/** The same for a ticket. */
export function markdownOfDiagnosis(
  customers: readonly DiagnosedCustomer[],
  safe: (text: string) => string,
): string {
  const cell = (text: string) => safe(text).replaceAll("|", "\\|");
  const sections = customers.map(({ label, isHealthy, orders }) => {
    const rows = orders.flatMap((order) =>
      order.findings.map(
        (finding) =>
          `| ${cell(order.known.number)} | ${finding.kind} ${finding.field} | ${finding.cause} | ` +
          `${cell(finding.boundary)} | ${cell(finding.owner.team)} | ` +
          `${finding.evidence}${cell(differenceOf(finding, safe))} |`,
      ),
    );
    return [
      `## ${cell(label)}: ${isHealthy ? "healthy" : "broken"}`,
      "",
      `${orders.length} orders: ${orders.map(({ known }) => cell(known.number)).join(", ")}.`,
      ...(rows.length === 0
        ? []
        : [
            "",
            "| order | what | cause | boundary | owner | evidence |",
            "| --- | --- | --- | --- | --- | --- |",
            ...rows,
          ]),
    ].join("\n");
  });
  return [`# Diagnosis: ${verdictOf(customers)}`, ...sections].join("\n\n");
}

function headOf(order: DiagnosedOrder, safe: (text: string) => string): string {
  const { number, fulfilledAt, currency } = order.known;
  const day = formatInstant(fulfilledAt).slice(0, 10);
  return `${safe(number)}  ${day}  ${amountOf(order)} ${currency}`;
}

function amountOf({ known }: DiagnosedOrder): string {
  return formatMinor(known.amountMinor, currencyExponent(known.currency) ?? 0);
}

function differenceOf(
  { expected, seen }: DiagnosedOrder["findings"][number],
  safe: (text: string) => string,
): string {
  return expected === null && seen === null
    ? ""
    : ` Expected ${safe(expected ?? "nothing")}, seen ${safe(seen ?? "nothing")}.`;
}

/** Everything in one line: healthy, or which boundary breaks most orders and whose it is. */
function verdictOf(customers: readonly DiagnosedCustomer[]): string {
  const findings = customers.flatMap(({ orders }) => orders.flatMap((order) => order.findings));
  const orders = customers.reduce((sum, one) => sum + one.orders.length, 0);
  if (findings.length === 0) {
    return orders === 0 ? "nothing to compare" : `healthy (${orders} orders)`;
  }
  const groups = [...Map.groupBy(findings, ({ cause, boundary }) => `${cause} at ${boundary}`)];
  groups.sort(([, a], [, b]) => b.length - a.length);
  return groups
    .map(([what, of]) => `${of.length} ${what} (${of[0]?.owner.team ?? "nobody"})`)
    .join("; ");
}
