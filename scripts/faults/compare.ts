import { type ClientLog, type Hearing, isAcknowledged, type SentEvent } from "./log.ts";
import type { Outage } from "./outage.ts";
import { emailOf } from "./purchases.ts";
import type { Recorded, RecordedChange } from "./recorded.ts";

/**
 * Compares what the client was told with what the database has (contract 11, I1 and I2).
 *
 * What was acknowledged is there exactly once with its whole effect; what was not is there once and
 * whole, or not at all; nothing else is there. Balances are the client's own sums of purchases,
 * returns and adjustments.
 *
 * @returns a sentence a difference; empty when there is none
 */
export function compareWrites(log: ClientLog, recorded: Recorded): string[] {
  const problems: string[] = [];
  const sums = new Map<string, number>();
  const add = (person: number, points: number) =>
    sums.set(emailOf(person), (sums.get(emailOf(person)) ?? 0) + points);

  for (const event of log.events.values()) {
    const found = recorded.events.get(event.id);
    if (found === undefined) {
      if (isAcknowledged(event)) {
        problems.push(`${event.id} was acknowledged and is lost`);
      }
      continue;
    }
    if (found.rows !== 1) {
      problems.push(`${event.id} is there ${found.rows} times`);
    }
    const outcomes = [found.outcome, ...event.answers.map(({ outcome }) => outcome)];
    if (outcomes.some((outcome) => outcome !== "APPLIED")) {
      problems.push(`${event.id} should be APPLIED; recorded and told: ${outcomes.join(", ")}`);
    }
    add(event.person, event.kind === "SOLD" ? event.pounds : -event.pounds);
  }
  const broughtBack = new Set<string>();
  for (const { id, kind, order } of log.events.values()) {
    if (kind === "RETURNED" && recorded.events.has(id)) {
      broughtBack.add(order);
    }
  }
  for (const event of log.events.values()) {
    if (event.kind !== "SOLD") {
      continue;
    }
    problems.push(...problemsOfOrder(event, broughtBack.has(event.order), recorded));
  }
  for (const { key, person, points, answers } of log.adjustments.values()) {
    const found = recorded.adjustments.get(key);
    if (found === undefined) {
      if (answers > 0) {
        problems.push(`${key} was acknowledged and is lost`);
      }
      continue;
    }
    if (found.rows !== 1 || found.points !== points) {
      problems.push(`${key} gave ${found.points} points in ${found.rows} entries, not ${points}`);
    }
    add(person, points);
  }
  for (const [email, sum] of sums) {
    const { active, entries } = recorded.balances.get(email) ?? { active: 0, entries: 0 };
    if (active !== sum || entries !== sum) {
      problems.push(`${email} has ${active} points, entries of ${entries}; it should be ${sum}`);
    }
  }
  const strangers = [
    ...[...recorded.events.keys()].filter((id) => !log.events.has(id)),
    ...[...recorded.orders.keys()].filter((id) => !log.events.has(id)),
    ...[...recorded.adjustments.keys()].filter((key) => !log.adjustments.has(key)),
    ...[...recorded.balances.keys()].filter((email) => !sums.has(email)),
  ];
  return [...problems, ...strangers.map((name) => `${name} is there, and nobody sent it`)];
}

function problemsOfOrder(
  sold: SentEvent,
  isBroughtBack: boolean,
  { events, orders }: Recorded,
): string[] {
  const order = orders.get(sold.order);
  const isThere = events.has(sold.id);
  if (!isThere) {
    return order === undefined ? [] : [`order ${sold.order} is there without its event`];
  }
  if (order === undefined) {
    return [`${sold.id} is there without its order`];
  }
  const points = isBroughtBack ? 0 : sold.pounds;
  const problems: string[] = [];
  if (order.rows !== 1) {
    problems.push(`order ${sold.order} is there ${order.rows} times`);
  }
  if (order.email !== emailOf(sold.person)) {
    problems.push(
      `order ${sold.order} is ${order.email || "nobody"}'s, not person ${sold.person}'s`,
    );
  }
  if (order.active !== points || order.entries !== points) {
    problems.push(
      `order ${sold.order} earned ${order.active} points, entries of ${order.entries}; it should be ${points}`,
    );
  }
  return problems;
}

/**
 * What is sent for the first time is new. Only where a fault has cost a server the answer to its
 * COMMIT, it looks the event up and calls it a duplicate (contract 6.2).
 */
export function compareDuplicates(log: ClientLog, outages: readonly Outage[]): string[] {
  return [...log.events.values()].flatMap(({ id, answers }) =>
    answers
      .filter(({ duplicate, isFirst }) => duplicate && isFirst)
      .filter(
        ({ fromMs, toMs }) =>
          !outages.some((outage) => outage.fromMs <= toMs && outage.toMs >= fromMs),
      )
      .map(() => `${id} is called a duplicate at its first sending`),
  );
}

/**
 * Compares what subscriptions were told with the stream: every change once and in order, over all
 * connections.
 */
export function comparePushes(
  hearings: readonly Hearing[],
  changes: readonly RecordedChange[],
): string[] {
  return hearings.flatMap((hearing) => {
    const told = hearing.changes.map(nameOf);
    const due = dueTo(hearing, changes).map(nameOf);
    const at = due.findIndex((name, index) => told[index] !== name);
    if (at === -1 && told.length === due.length) {
      return [];
    }
    const where = at === -1 ? due.length : at;
    return [
      `${hearing.name}: change ${where + 1} of ${due.length} should be ${due[where] ?? "none"} and is ${told[where] ?? "none"} (${told.length} told)`,
    ];
  });
}

/** What a subscription is to be told, in order. */
export function dueTo(hearing: Hearing, changes: readonly RecordedChange[]): RecordedChange[] {
  if (hearing.customer !== null) {
    return changes.filter(
      ({ customer, sequence }) => customer === hearing.customer && sequence > hearing.after,
    );
  }
  const [first] = hearing.changes;
  const tiers = changes.filter(({ isTier }) => isTier);
  const begin =
    first === undefined ? 0 : tiers.findIndex((change) => nameOf(change) === nameOf(first));
  return tiers.slice(Math.max(0, begin));
}

export function nameOf(change: { readonly customer: string; readonly sequence: number }): string {
  return `${change.customer} ${change.sequence}`;
}
