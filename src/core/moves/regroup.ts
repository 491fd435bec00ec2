import type { MergeHistory } from "../../domain/identity/mergeHistory.ts";
import { encodeStanding, type StandingJson } from "../../domain/tier/basisCodec.ts";
import { joinStandings } from "../../domain/tier/joinStandings.ts";
import { rulesFor } from "../../domain/tier/memberRules.ts";
import { changeBetween, decideStanding, type Standing } from "../../domain/tier/standing.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { bucketsOf } from "../bucketsOf.ts";
import { newsOf } from "../effects.ts";
import { isMember, joinedAt } from "../membership.ts";
import type { Cause, PostingContext } from "../points/context.ts";
import { accountKey, type CustomerWork, standingOf } from "../state.ts";
import { endMove } from "./endMove.ts";
import { recordChange } from "./settleOrder.ts";
import { standingApart } from "./standingApart.ts";

/** Leaves that are one customer. */
export interface TargetGroup {
  readonly leaves: readonly bigint[];
  /**
   * The customer that goes on: one that is there now, or that a split makes. By itself the oldest
   * member, else the oldest.
   */
  readonly root?: bigint;
  /** Leaves that somebody is found by: of members, and of others, such a one goes on. */
  readonly known?: ReadonlySet<bigint>;
}

/** What is to be so, and what an undo needs to know. */
export interface RegroupPlan {
  /** No leaf twice. Who is not named stays with the leaf that is their root. */
  readonly groups: readonly TargetGroup[];
  /** What the customers that are divided consisted of before. */
  readonly history: MergeHistory;
  /** Grant -> the leaf whose row it hangs on: of the customers that are divided. */
  readonly grantOwners: ReadonlyMap<bigint, bigint>;
  readonly reason: string | null;
  /** Ids, codes and figures; no personal data. */
  readonly evidence: object | null;
  /**
   * That a split is taken back: which, and what the one customer had before it, with which it goes
   * on.
   */
  readonly undoneSplit?: { readonly id: bigint; readonly standing: StandingJson | null };
  /** Whether subscribers are told; a bulk load is no news. */
  readonly announce: boolean;
}

export interface Regrouped {
  readonly merged: readonly { readonly into: bigint; readonly absorbed: readonly bigint[] }[];
  readonly unmerged: readonly { readonly from: bigint; readonly freed: readonly bigint[] }[];
}

/**
 * Makes leaves belong together as `groups` say: the one move by which customers become one, and by
 * which that is taken back (contract 2.2). It changes roots and appends decisions; orders, accounts
 * and identifiers stay with their leaves. Those who leave get the standing that they would have,
 * had they never come; those who come together the better one of all (programme 3.25); either is
 * decided again at once.
 *
 * Guarantee: what is so already changes nothing. Taking back what just was done gives everything
 * back as it was, but for the moment and the number of the stream.
 * Shape: all customers that the leaves belong to are locked and loaded, and have been decided as of
 * `cause.now`; `cause.recordedAt` is later than what any of them has on record.
 * Throws: RangeError for a leaf in two groups, or a root that no group can have.
 */
export function regroup(context: PostingContext, plan: RegroupPlan, cause: Cause): Regrouped {
  return new Regrouping(context, plan, cause).run();
}

class Regrouping {
  readonly #context: PostingContext;
  readonly #plan: RegroupPlan;
  readonly #cause: Cause;
  /** Of whom the standing changes: what it was, and why. */
  readonly #before = new Map<CustomerWork, Standing | null>();
  readonly #why = new Map<CustomerWork, "MERGED" | "UNMERGED">();
  readonly #touched = new Set<CustomerWork>();

  constructor(context: PostingContext, plan: RegroupPlan, cause: Cause) {
    this.#context = context;
    this.#plan = plan;
    this.#cause = cause;
  }

  run(): Regrouped {
    const targets = this.#targets();
    const involved = new Map<bigint, bigint[]>();
    for (const leaf of targets.keys()) {
      const root = this.#rootIdOf(leaf);
      involved.set(root, [...(involved.get(root) ?? []), leaf]);
    }
    const unmerged: { from: bigint; freed: bigint[] }[] = [];
    const pieces = new Map<number, CustomerWork[]>();
    for (const root of [...involved.keys()].sort(byId)) {
      const freed = this.#separate(root, targets, pieces);
      if (freed.length > 0) {
        unmerged.push({ from: root, freed });
      }
    }
    const merged: { into: bigint; absorbed: bigint[] }[] = [];
    for (const [target, customers] of pieces) {
      const into = this.#survivorOf(target, customers);
      const absorbed = customers.filter((one) => one !== into);
      if (absorbed.length > 0) {
        this.#merge(into, absorbed);
        merged.push({ into: into.rootId, absorbed: absorbed.map(({ rootId }) => rootId) });
      }
    }
    this.#settle();
    return { merged, unmerged };
  }

  /** Leaf -> number of its group. */
  #targets(): Map<bigint, number> {
    const targets = new Map<bigint, number>();
    for (const [index, { leaves }] of this.#plan.groups.entries()) {
      for (const leaf of leaves) {
        if (targets.has(leaf)) {
          throw new RangeError(`leaf ${leaf} is in two groups`);
        }
        targets.set(leaf, index);
      }
    }
    return targets;
  }

  #rootIdOf(leaf: bigint): bigint {
    const root = this.#context.workset.roots.get(leaf);
    if (root === undefined || !this.#context.workset.customers.has(root)) {
      throw new RangeError(`the customer of leaf ${leaf} is not loaded`);
    }
    return root;
  }

  /** Divides a customer by target, and notes the pieces; answers the roots of those that left. */
  #separate(
    root: bigint,
    targets: ReadonlyMap<bigint, number>,
    pieces: Map<number, CustomerWork[]>,
  ): bigint[] {
    const from = this.#context.workset.customers.get(root) as CustomerWork;
    // A negative number: a group of its own, that of a root which nobody named.
    const stays = targets.get(root) ?? -1;
    const targetOf = (leaf: bigint) => targets.get(leaf) ?? stays;
    const divided = Map.groupBy([...from.leaves].sort(byId), targetOf);
    const note = (target: number, customer: CustomerWork) =>
      target >= 0 && pieces.set(target, [...(pieces.get(target) ?? []), customer]);
    note(stays, from);
    divided.delete(stays);
    if (divided.size === 0) {
      return [];
    }
    const grants = from.basis?.grants ?? [];
    const former = this.#plan.history.formerWithin(root, targetOf);
    this.#remember(from, standingOf(from), "UNMERGED");
    const freed = [...divided].map(([target, leaves]) => {
      const own = this.#free(from, leaves);
      note(target, own);
      return { own, target };
    });
    for (const { own, target } of [{ own: from, target: stays }, ...freed]) {
      const standing = standingApart(this.#context, own, {
        former: former.get(target) ?? [],
        grants: grants.filter(({ id }) => own.leaves.includes(this.#ownerOf(id, from))),
        now: this.#cause.now,
      });
      own.tier = standing?.tier ?? null;
      own.basis = standing?.basis ?? null;
    }
    const names = { from: from.publicId, separated: freed.map(({ own }) => own.publicId) };
    for (const customer of [from, ...freed.map(({ own }) => own)]) {
      this.#tell(customer, "UNMERGED", names);
    }
    return freed.map(({ own }) => own.rootId);
  }

  #ownerOf(grant: bigint, customer: CustomerWork): bigint {
    return this.#plan.grantOwners.get(grant) ?? customer.rootId;
  }

  /** Makes leaves of a customer one of their own, without a standing yet. */
  #free(from: CustomerWork, leaves: readonly bigint[]): CustomerWork {
    const { workset, effects } = this.#context;
    const root = this.#plan.history.lastRootAmong(leaves);
    const own = workset.absorbed.get(root);
    if (own === undefined) {
      throw new RangeError(`leaf ${root} is not loaded`);
    }
    workset.absorbed.delete(root);
    workset.customers.set(root, own);
    this.#remember(own, standingOf(own), "UNMERGED");
    own.rulesetVersion = from.rulesetVersion;
    own.evaluatedAt = this.#cause.now;
    this.#move(from, own, leaves);
    effects.decisions.push({
      ...this.#decision("UNMERGED", from, own),
      leaves,
      standings: null,
    });
    return own;
  }

  #merge(into: CustomerWork, absorbed: readonly CustomerWork[]): void {
    const { workset, effects, catalog } = this.#context;
    const { now } = this.#cause;
    const standings = [into, ...absorbed].flatMap((one) => standingOf(one) ?? []);
    let own = this.#keptOf(into);
    this.#remember(into, standingOf(into), "MERGED");
    for (const other of absorbed) {
      const its = this.#keptOf(other);
      effects.decisions.push({
        ...this.#decision("MERGED", into, other),
        leaves: null,
        standings: own === null && its === null ? null : { survivor: own, absorbed: its },
      });
      own = null;
      this.#before.delete(other);
      this.#touched.add(other);
      this.#move(other, into, [...other.leaves]);
      workset.customers.delete(other.rootId);
      workset.absorbed.set(other.rootId, other);
    }
    const names = { into: into.publicId, absorbed: absorbed.map(({ publicId }) => publicId) };
    for (const customer of [into, ...absorbed]) {
      this.#tell(customer, "MERGED", names);
    }
    const ruleset = catalog.rulesetAt(now);
    const rules = rulesFor(ruleset, joinedAt(workset, into, ruleset));
    const joined = this.#asBefore(into, standings) ?? joinStandings(standings, rules, now);
    if (joined === null && !isMember(workset, into, ruleset)) {
      return;
    }
    const moment = { buckets: bucketsOf(into), ruleset: rules, now };
    const { standing } = decideStanding({ standing: joined, ...moment });
    into.tier = standing.tier;
    into.basis = standing.basis;
  }

  /** Of a split that is taken back: what the customer would have without it. */
  #asBefore(into: CustomerWork, standings: readonly Standing[]): Standing | null {
    const standing = this.#plan.undoneSplit?.standing ?? null;
    if (standing === null) {
      return null;
    }
    const { rootId: root, leaves } = into;
    return standingApart(this.#context, into, {
      former: [{ root, leaves, standing, isSplit: false }],
      grants: standings.flatMap(({ basis }) => basis?.grants ?? []),
      now: this.#cause.now,
    });
  }

  /** What an undo begins with. */
  #keptOf(customer: CustomerWork): StandingJson | null {
    const standing = standingOf(customer);
    const { evaluatedAt } = customer;
    return standing === null ? null : encodeStanding({ standing, evaluatedAt });
  }

  #decision(kind: "MERGED" | "UNMERGED", survivor: CustomerWork, absorbed: CustomerWork) {
    const { actor, recordedAt } = this.#cause;
    const { reason, evidence, undoneSplit } = this.#plan;
    return {
      revokes: undoneSplit?.id ?? null,
      ...{ kind, survivor_id: survivor.rootId, absorbed_id: absorbed.rootId },
      ...{ at: formatInstant(recordedAt), actor, reason, evidence },
    };
  }

  #survivorOf(target: number, customers: readonly CustomerWork[]): CustomerWork {
    const { root, known } = this.#plan.groups[target] as TargetGroup;
    if (root !== undefined) {
      const named = customers.find(({ rootId }) => rootId === root);
      if (named === undefined) {
        throw new RangeError(`leaf ${root} is no customer that its group could go on as`);
      }
      return named;
    }
    const { workset, catalog } = this.#context;
    const ruleset = catalog.rulesetAt(this.#cause.now);
    const members = customers.filter((one) => isMember(workset, one, ruleset));
    const rank = ({ rootId }: CustomerWork) => (known?.has(rootId) ? 0 : 1);
    const [oldest] = (members.length > 0 ? members : customers).toSorted(
      (a, b) => rank(a) - rank(b) || byId(a.rootId, b.rootId),
    );
    return oldest as CustomerWork;
  }

  /** Leaves go from one customer to another, with their accounts and marks. */
  #move(from: CustomerWork, to: CustomerWork, leaves: readonly bigint[]): void {
    const { workset, effects } = this.#context;
    const moved = new Set(leaves);
    const stay = from.leaves.filter((leaf) => !moved.has(leaf));
    from.leaves.splice(0, from.leaves.length, ...stay);
    to.leaves.push(...leaves);
    for (const leaf of leaves) {
      workset.roots.set(leaf, to.rootId);
      effects.roots.push({ id: leaf, root_id: to.rootId });
    }
    for (const [key, account] of from.accounts) {
      if (moved.has(account.leafId)) {
        from.accounts.delete(key);
        to.accounts.set(accountKey(account.leafId, account.programme, account.wallet), account);
        for (const customer of [from, to]) {
          newsOf(effects, customer, this.#cause.recordedAt).points = customer.leaves.length > 0;
        }
      }
    }
    for (const customer of [from, to]) {
      customer.marks.clear();
      for (const mark of customer.leaves.flatMap((leaf) => workset.marks.get(leaf) ?? [])) {
        customer.marks.add(mark);
      }
    }
  }

  #remember(customer: CustomerWork, standing: Standing | null, why: "MERGED" | "UNMERGED"): void {
    this.#touched.add(customer);
    this.#why.set(customer, why);
    if (!this.#before.has(customer)) {
      this.#before.set(customer, standing);
    }
  }

  #tell(customer: CustomerWork, kind: "MERGED" | "UNMERGED", payload: object): void {
    const { announce } = this.#plan;
    const news = newsOf(this.#context.effects, customer, this.#cause.recordedAt);
    news.told.push({ kind, payload, announce });
    news.announce ||= announce;
  }

  /** Writes down what became of tiers, and ends the move of everybody. */
  #settle(): void {
    const { catalog, workset } = this.#context;
    const ruleset = catalog.rulesetAt(this.#cause.now);
    for (const [customer, before] of this.#before) {
      const after = standingOf(customer);
      if (after === null) {
        continue;
      }
      const rules = rulesFor(ruleset, joinedAt(workset, customer, ruleset));
      const moment = { buckets: bucketsOf(customer), ruleset: rules, now: this.#cause.now };
      const why = this.#why.get(customer) as "MERGED" | "UNMERGED";
      const change = changeBetween(before, after, moment, why);
      if (change !== null) {
        const { announce } = this.#plan;
        recordChange(this.#context, customer, change, ruleset.version, this.#cause, announce);
      }
    }
    for (const customer of this.#touched) {
      customer.dirty = true;
      endMove(this.#context, customer, this.#cause);
    }
    // A leaf that left and went under another moves once.
    const { roots } = this.#context.effects;
    const last = new Map(roots.map((row) => [row.id, row]));
    roots.splice(0, roots.length, ...last.values());
  }
}

function byId(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
