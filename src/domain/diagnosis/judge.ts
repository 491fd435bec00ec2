import { formatMinor } from "../money/decimal.ts";
import { formatInstant } from "../time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  type LocalDate,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
} from "../time/instant.ts";
import { localDateOf } from "../time/zone.ts";
import type { Finding, RootCause } from "./findings.ts";

/** Clocks of two systems, and a job that runs every so often: nearer moments are the same. */
const SAME_MOMENT_MICROS = 60 * MICROS_PER_MINUTE;

/** An order as the ERP knows it. */
export interface KnownOrder {
  readonly number: string;
  /** Whose number it is; null: not said. */
  readonly source: string | null;
  readonly fulfilledAt: Instant;
  /** Null: not known. */
  readonly placedAt: Instant | null;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** What we have of it; null in `order`: no order. */
export interface OurOrder {
  readonly order: {
    readonly isGuest: boolean;
    readonly isOwn: boolean;
    /** Identifiers came with it. */
    readonly hasIdentifiers: boolean;
    readonly toldMinor: bigint;
    /** What the customer pays of it, and by how much that may be rounded otherwise. */
    readonly dueMinor: bigint;
    readonly spareMinor: bigint;
    readonly currency: string;
    readonly placedAt: Instant | null;
    readonly handedOverAt: Instant | null;
    readonly settledAt: Instant | null;
    readonly unexplainedMinor: bigint;
    readonly points: { readonly shown: bigint; readonly booked: bigint };
    readonly hasEntries: boolean;
    /** Days on which the ledger counts it. */
    readonly effectiveDays: readonly LocalDate[];
    /** By handing over alone, whatever was paid when. */
    readonly settlesByHandingOver: boolean;
  } | null;
  /** Messages about it that wait. */
  readonly held: readonly { readonly reason: string; readonly waitsFor: string }[];
  /** As the customer sees it in the shop; null: not there. */
  readonly shown: { readonly amountMinor: bigint; readonly points: bigint } | null;
  /** Of each destination that is told of it. */
  readonly deliveries: readonly DeliveryState[];
  /** When the source of the number told us anything last; null: never, or no such source. */
  readonly lastToldAt: Instant | null;
}

export interface DeliveryState {
  readonly destination: string;
  readonly owner: Finding["owner"];
  /** When it was recorded what it is to be told. */
  readonly toldAt: Instant;
  readonly state: "ARRIVED" | "WAITS" | "LATE" | "DEAD" | "SKIPPED" | "WRONG";
  readonly answer: string | null;
}

export interface JudgeContext {
  readonly timeZone: string;
  /** Decimals of the order's currency. */
  readonly exponent: number;
  readonly owners: {
    /** Between the ERP and us: who sends. */
    readonly signalled: { readonly code: string; readonly owner: Finding["owner"] };
    /** Here: who looks after what is applied. */
    readonly evaluated: { readonly code: string; readonly owner: Finding["owner"] };
  };
}

/**
 * Where the systems disagree about an order, in the order of its way through them. Pure; none: they
 * all say the same.
 */
export function judge(
  known: KnownOrder,
  ours: OurOrder,
  context: JudgeContext,
): readonly Finding[] {
  if (ours.order === null) {
    return [absent(known, ours, context)];
  }
  return [
    ...customerFindings(ours.order, context),
    ...fulfilmentFindings(known, ours, ours.order, context),
    ...amountFindings(known, ours.order, context),
    ...ledgerFindings(ours.order, context),
    ...storefrontFindings(ours, ours.order, context),
    ...deliveryFindings(ours),
  ];
}

type Order = NonNullable<OurOrder["order"]>;

function absent(known: KnownOrder, ours: OurOrder, { owners }: JudgeContext): Finding {
  const [held] = ours.held;
  if (held !== undefined) {
    return heldFinding(held, owners, "order");
  }
  const { lastToldAt } = ours;
  const last =
    known.source === null
      ? ""
      : lastToldAt === null
        ? " Its source has told us nothing yet."
        : ` Its source told us something last at ${formatInstant(lastToldAt)}.`;
  return {
    ...{ kind: "MISSING", field: "order", cause: "NO_EVENT", command: null },
    ...{ boundary: owners.signalled.code, owner: owners.signalled.owner },
    ...{ expected: known.number, seen: null },
    evidence: `No order and no message names this number.${last}`,
  };
}

function heldFinding(
  { reason, waitsFor }: OurOrder["held"][number],
  owners: JudgeContext["owners"],
  field: string,
): Finding {
  const isKeys = reason === "UNKNOWN_CUSTOMER";
  return {
    ...{ kind: "MISSING", field, cause: isKeys ? "KEYS_DO_NOT_MATCH" : "HELD" },
    ...{ boundary: owners.evaluated.code, owner: owners.evaluated.owner },
    ...{ expected: null, seen: reason },
    evidence: `A message about it has come and waits for ${waitsFor}.`,
    command: `npx tributary held release --reason ${reason}`,
  };
}

function customerFindings(order: Order, { owners }: JudgeContext): readonly Finding[] {
  if (order.isOwn) {
    return [];
  }
  const evidence = order.isGuest
    ? order.hasIdentifiers
      ? "It came with keys that nobody here holds, and was booked as a guest's."
      : "It came without any key, and was booked as a guest's."
    : "The keys it came with are another customer's.";
  return [
    {
      ...{ kind: "WRONG_CUSTOMER", field: "customer", cause: "KEYS_DO_NOT_MATCH", command: null },
      ...{ boundary: owners.evaluated.code, owner: owners.evaluated.owner, evidence },
      ...{ expected: "this customer", seen: order.isGuest ? "nobody" : "another customer" },
    },
  ];
}

function fulfilmentFindings(
  known: KnownOrder,
  { held }: OurOrder,
  order: Order,
  { owners, timeZone }: JudgeContext,
): readonly Finding[] {
  const { code: boundary, owner } = owners.signalled;
  const expected = formatInstant(known.fulfilledAt);
  const { handedOverAt } = order;
  if (handedOverAt === null) {
    const [first] = held;
    const missing: Finding = {
      ...{ kind: "MISSING", field: "fulfilledAt", cause: "NO_EVENT", command: null },
      ...{ boundary, owner, expected, seen: null },
      evidence: "The order is here, and no message says that it was handed over.",
    };
    return [first === undefined ? missing : heldFinding(first, owners, "fulfilledAt")];
  }
  const seen = formatInstant(handedOverAt);
  const early = known.fulfilledAt - handedOverAt;
  if (early > SAME_MOMENT_MICROS && isOnPlacement(known, order, handedOverAt)) {
    return [
      {
        kind: order.hasEntries ? "CREDITED_ON_PLACEMENT" : "WRONG_DATE",
        ...{ field: "fulfilledAt", cause: "FIRED_ON_PLACEMENT", command: null },
        ...{ boundary, owner, expected, seen },
        evidence:
          "The message that says it was handed over is of the moment when it was placed, before the ERP handed anything over.",
      },
    ];
  }
  const isSameDay =
    localDateOf(handedOverAt, timeZone) === localDateOf(known.fulfilledAt, timeZone);
  if (isSameDay || (early <= SAME_MOMENT_MICROS && early >= -SAME_MOMENT_MICROS)) {
    return [];
  }
  return [
    {
      ...{ kind: "WRONG_DATE", field: "fulfilledAt", cause: "TOLD_OTHERWISE", command: null },
      ...{ boundary, owner, expected, seen },
      evidence: "The message that says it was handed over names another day than the ERP.",
    },
  ];
}

function isOnPlacement(known: KnownOrder, order: Order, handedOverAt: Instant): boolean {
  const placedAt = known.placedAt ?? order.placedAt;
  return placedAt !== null && Math.abs(handedOverAt - placedAt) <= SAME_MOMENT_MICROS;
}

function amountFindings(
  known: KnownOrder,
  order: Order,
  { owners, exponent }: JudgeContext,
): readonly Finding[] {
  if (known.amountMinor === order.toldMinor && known.currency === order.currency) {
    return [];
  }
  return [
    {
      ...{ kind: "WRONG_AMOUNT", field: "amount", cause: "TOLD_OTHERWISE", command: null },
      ...{ boundary: owners.signalled.code, owner: owners.signalled.owner },
      expected: `${formatMinor(known.amountMinor, exponent)} ${known.currency}`,
      seen: `${formatMinor(order.toldMinor, exponent)} ${order.currency}`,
      evidence: "Its messages come to another amount than the ERP has.",
    },
  ];
}

function ledgerFindings(
  order: Order,
  { owners, exponent, timeZone }: JudgeContext,
): readonly Finding[] {
  const { code: boundary, owner } = owners.evaluated;
  const of = (finding: Pick<Finding, "kind" | "field" | "expected" | "seen" | "evidence">) => ({
    ...{ ...finding, boundary, owner, cause: "LEDGER_CHANGED" as RootCause },
    command: "npx tributary verify",
  });
  const findings: Finding[] = [];
  const { unexplainedMinor, points, handedOverAt, settledAt, effectiveDays } = order;
  if (unexplainedMinor !== 0n) {
    findings.push(
      of({
        ...{ kind: order.hasEntries ? "WRONG_AMOUNT" : "MISSING", field: "amount" },
        ...{ expected: null, seen: formatMinor(-unexplainedMinor, exponent) },
        evidence: "The ledger has another amount of it than its messages and the rules come to.",
      }),
    );
  }
  if (points.shown !== points.booked) {
    findings.push(
      of({
        ...{ kind: "WRONG_AMOUNT", field: "points" },
        ...{ expected: String(points.shown), seen: String(points.booked) },
        evidence: "The ledger's entries sum up to other points than the order shows.",
      }),
    );
  }
  if (handedOverAt !== null && effectiveDays.length > 0) {
    const isByHanding = order.settlesByHandingOver || settledAt === null;
    const at = isByHanding || settledAt < handedOverAt ? handedOverAt : settledAt;
    const day = localDateOf(at, timeZone);
    if (!effectiveDays.includes(day)) {
      findings.push(
        of({
          ...{ kind: "WRONG_DATE", field: "fulfilledAt" },
          ...{ expected: day, seen: effectiveDays.join(" ") },
          evidence: "The ledger counts it on another day than its messages say.",
        }),
      );
    }
  }
  return findings;
}

function storefrontFindings(
  { shown }: OurOrder,
  order: Order,
  { owners, exponent }: JudgeContext,
): readonly Finding[] {
  if (!order.isOwn) {
    return [];
  }
  const of = (finding: Pick<Finding, "kind" | "field" | "expected" | "seen" | "evidence">) => ({
    ...{ ...finding, boundary: "storefront", owner: owners.evaluated.owner },
    ...{ cause: "NOT_SHOWN" as RootCause, command: null },
  });
  if (shown === null) {
    const evidence = "Asked as the customer, the graph does not answer with it.";
    return [of({ kind: "MISSING", field: "order", expected: "shown", seen: null, evidence })];
  }
  const evidence = "Asked as the customer, the graph answers otherwise than the order says.";
  return [
    ...(shown.points === order.points.shown
      ? []
      : [
          of({
            ...{ kind: "WRONG_AMOUNT", field: "points", evidence },
            ...{ expected: String(order.points.shown), seen: String(shown.points) },
          }),
        ]),
    ...(isNear(shown.amountMinor, order.dueMinor, order.spareMinor)
      ? []
      : [
          of({
            ...{ kind: "WRONG_AMOUNT", field: "amount", evidence },
            expected: formatMinor(order.dueMinor, exponent),
            seen: formatMinor(shown.amountMinor, exponent),
          }),
        ]),
  ];
}

function isNear(a: bigint, b: bigint, spare: bigint): boolean {
  return a - b <= spare && b - a <= spare;
}

const DELIVERY_EVIDENCE: Readonly<Record<DeliveryState["state"], string>> = {
  ARRIVED: "",
  WAITS: "",
  LATE: "It waits there for longer than it may.",
  DEAD: "It was refused for good, and holds up what comes behind it.",
  SKIPPED: "Somebody left it out.",
  WRONG: "It acknowledged what it was sent, and stores something else.",
};

function deliveryFindings({ deliveries }: OurOrder): readonly Finding[] {
  return deliveries.flatMap((delivery): readonly Finding[] => {
    const { destination, owner, state, answer } = delivery;
    const evidence = DELIVERY_EVIDENCE[state];
    return evidence === ""
      ? []
      : [
          {
            ...{ field: "delivery", owner, evidence, seen: answer },
            ...(state === "WRONG"
              ? { kind: "WRONG_VALUE", cause: "STORED_OTHERWISE", expected: "stored as sent" }
              : { kind: "MISSING", cause: "NOT_DELIVERED", expected: "acknowledged" }),
            boundary: `${state === "WRONG" ? "readBack" : "acknowledged"}.${destination}`,
            command: deliveryCommand(delivery),
          },
        ];
  });
}

function deliveryCommand({ destination, state, toldAt }: DeliveryState): string {
  const commands = "npx tributary destinations";
  if (state === "DEAD") {
    return `${commands} dead-letters ${destination}`;
  }
  if (state === "WRONG") {
    return `${commands} check ${destination}`;
  }
  if (state !== "SKIPPED") {
    return `${commands} list`;
  }
  const [from, to] = [toldAt, addMicros(toldAt, MICROS_PER_SECOND)].map(formatInstant);
  return `${commands} replay ${destination} --from ${from} --to ${to}`;
}
