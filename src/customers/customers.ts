import type { CustomerRow, HolderRow, LeafRow } from "../../db/queries/customers/readCustomers.ts";
import { type Guard, isNothing } from "../access/guessLimit.ts";
import { maskIdentifier, maskName } from "../access/mask.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { type IdentifierUse, notInUse } from "../domain/identity/inUse.ts";
import { phoneSpellings } from "../domain/identity/nationalNumber.ts";
import { normaliseIdentifier } from "../domain/identity/normaliseIdentifier.ts";
import { type SourceStatus, statusAt } from "../domain/sources/freshness.ts";
import type { Instant } from "../domain/time/instant.ts";
import { parseInstant } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";
import { decodeGlobalId, encodeGlobalId } from "../platform/globalId.ts";
import type { Directory } from "../programme/directory.ts";
import type { IdentifierPair } from "../reads/customerLookups.ts";
import type { Reads } from "../reads/requestReads.ts";
import { type ContactView, contactView } from "./contactView.ts";

/** A customer that the viewer may see; sections are loaded when they are asked for. */
export interface CustomerModel {
  readonly kind: "Customer";
  readonly id: string;
  readonly row: CustomerRow;
  /**
   * Shows no sections: absorbed (its id and its survivor), or an example of many (its id and its
   * masked name).
   */
  readonly isShell: boolean;
  /**
   * How much of its personal values is shown: less in search results than on an open customer
   * (programme 5).
   */
  readonly visibility: "MASKED" | "CONTACT";
}

export interface FreshnessView {
  readonly source: string;
  readonly sections: readonly string[];
  readonly status: SourceStatus;
  readonly customerAsOf: Instant | null;
  readonly watermark: Instant | null;
}

export interface ProfileView {
  readonly name: string | null;
  readonly language: string | null;
  readonly flags: readonly string[];
  readonly version: number;
}

export interface CustomerDeps {
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly guard: Guard;
  /** Told of each live customer that is given out, with all that can be read below it. */
  readonly onOpened: (rootId: bigint) => void;
  readonly now: () => Instant;
}

/**
 * Finds customers and their own sections. What the viewer may not see is null, as if it were not
 * there.
 */
export function createCustomerLoaders({
  reads,
  policy,
  directory,
  guard,
  onOpened,
  now,
}: CustomerDeps) {
  const allowed = async (row: CustomerRow | null): Promise<CustomerModel | null> => {
    if (row === null || !(await policy.customer(row.rootId))) {
      return null;
    }
    return modelOf(row);
  };

  const opened = (customer: CustomerModel | null): CustomerModel | null => {
    if (customer !== null && !customer.isShell) {
      onOpened(customer.row.rootId);
    }
    return customer;
  };

  /** The live customer of a root, for what is worked out: nobody gets to see it. */
  const unopened = async (rootId: bigint | null): Promise<CustomerModel | null> =>
    rootId === null ? null : await allowed(await reads.customerById.load(rootId));

  /** The live customer that a leaf belongs to: mostly itself, which is then not read again. */
  const liveOf = async (leaf: CustomerRow | null): Promise<CustomerModel | null> => {
    if (leaf === null || leaf.rootId !== leaf.id) {
      return await unopened(leaf?.rootId ?? null);
    }
    reads.customerById.prime(leaf.id, leaf);
    return await allowed(leaf);
  };

  const ofLeaf = async (leafId: bigint): Promise<CustomerModel | null> =>
    await liveOf(await reads.customerById.load(leafId));

  const contactsOf = async (customer: CustomerModel) => {
    const rows = customer.isShell ? [] : await reads.identifiers.load(customer.row.rootId);
    return rows.flatMap((row) => {
      const { leafId, kind, value } = row;
      // Erased values leave their row behind; there is nothing to show of them.
      return value === null
        ? []
        : [{ leafId, contact: contactView(row, maskIdentifier(kind, value, customer.visibility)) }];
    });
  };

  return {
    unopened,

    /** The live customer of a root. */
    byRoot: async (rootId: bigint | null): Promise<CustomerModel | null> =>
      opened(await unopened(rootId)),

    /** The live customer that a leaf belongs to. */
    byLeaf: async (leafId: bigint): Promise<CustomerModel | null> => opened(await ofLeaf(leafId)),

    /** The same for a change that is pushed to whoever follows: nobody opens anything. */
    ofChange: ofLeaf,

    /** The customer with this very id, a shell when it was absorbed. */
    byPublicId: async (publicId: string): Promise<CustomerModel | null> =>
      opened(await allowed(await reads.customerByPublicId.load(publicId))),

    /** The live customer that a token is for. */
    ofToken: async (publicId: string): Promise<CustomerModel | null> =>
      opened(await liveOf(await reads.customerByPublicId.load(publicId))),

    /** The leaf that an `id` of the API named first; whose it is now is not asked. */
    leafOfId: async (id: string): Promise<bigint | null> => {
      const decoded = decodeGlobalId(id);
      if (decoded?.type !== "Customer") {
        return null;
      }
      const row = await reads.customerByPublicId.load(decoded.key);
      return row !== null && (await policy.customer(row.rootId)) ? row.id : null;
    },

    /** The live customer behind an `id` of the API. */
    byGlobalId: async (id: string): Promise<CustomerModel | null> => {
      const decoded = decodeGlobalId(id);
      if (decoded?.type !== "Customer") {
        return null;
      }
      return opened(await liveOf(await reads.customerByPublicId.load(decoded.key)));
    },

    /** The very leaf that an `id` of the API names, for whoever may open the customer it is now. */
    leafOf: async (id: string): Promise<CustomerRow | null> => {
      const decoded = decodeGlobalId(id);
      if (decoded?.type !== "Customer") {
        return null;
      }
      const leaf = await reads.customerByPublicId.load(decoded.key);
      return opened(await liveOf(leaf)) === null ? null : leaf;
    },

    /**
     * Whom a command is about, by a token that may write for customers without seeing them. Only
     * for commands that check a scope of their own.
     */
    unseenRoot: async (
      by: { readonly id: string } | { readonly kind: string; readonly value: string },
    ): Promise<bigint | null> => {
      if ("kind" in by) {
        const pair = identifierPair(by.kind, by.value);
        const holder = await guard(() => reads.holderOf.load(pair), isNothing);
        if (holder !== null) {
          requireInUse(holder, "PROVE", policy.oldIdentifiers());
        }
        return holder?.rootId ?? null;
      }
      const decoded = decodeGlobalId(by.id);
      if (decoded?.type !== "Customer") {
        return null;
      }
      return (await reads.customerByPublicId.load(decoded.key))?.rootId ?? null;
    },

    /**
     * @throws AppError BAD_USER_INPUT when the value can be no identifier of that kind;
     *   IDENTIFIER_NOT_IN_USE for a blocked or replaced one that does not serve for this;
     *   RATE_LIMITED
     */
    byIdentifier: async (
      { kind, value }: { readonly kind: string; readonly value: string },
      identifierUse: IdentifierUse,
    ): Promise<CustomerModel | null> => {
      const pair = identifierPair(kind, value);
      const held = async (spelling: string) => {
        const holder = await reads.holderOf.load({ kind: pair.kind, value: spelling });
        const customer = await liveOf(holder);
        // Whoever may not see the customer learns nothing of the identifier either.
        if (holder !== null && customer !== null) {
          requireInUse(holder, identifierUse, policy.oldIdentifiers());
        }
        return customer;
      };
      const find = async () => {
        const exact = await held(pair.value);
        if (exact !== null || pair.kind !== "phone") {
          return exact;
        }
        // As it is dialled here: one more look-up at most, and the same miss.
        const other = phoneSpellings(value, directory.defaultRegion()).find(
          (spelling) => spelling !== pair.value,
        );
        return other === undefined ? null : await held(other);
      };
      return opened(await guard(find, isNothing));
    },

    /**
     * Examples of what a rule does: whoever reads the programme may know roughly who they are
     * (programme 5, MASKED).
     */
    samples: async (publicIds: readonly string[]): Promise<readonly CustomerModel[]> => {
      const rows = await Promise.all(publicIds.map((id) => reads.customerByPublicId.load(id)));
      const models = rows.map(async (row): Promise<CustomerModel | null> => {
        const seen = opened(await allowed(row));
        if (seen !== null || row === null || !policy.samples()) {
          return masked(seen);
        }
        return masked({ ...modelOf(row), isShell: true });
      });
      return (await Promise.all(models)).filter((customer) => customer !== null);
    },

    /** One of many in a list of work: its id and its masked name, and nobody has opened it. */
    glimpse: async (rootId: bigint): Promise<CustomerModel | null> => {
      const seen = await unopened(rootId);
      return masked(seen && { ...seen, isShell: true });
    },

    survivorOf: async (customer: CustomerModel): Promise<CustomerModel | null> =>
      isAbsorbed(customer) ? opened(await unopened(customer.row.rootId)) : null,

    profile: async (customer: CustomerModel): Promise<ProfileView> => {
      if (isAbsorbed(customer)) {
        return EMPTY_PROFILE;
      }
      const profile = profileOf(await reads.leaves.load(customer.row.rootId));
      const name =
        profile.name !== null && customer.visibility === "MASKED"
          ? maskName(profile.name)
          : profile.name;
      if (customer.isShell) {
        return { ...EMPTY_PROFILE, name };
      }
      return { ...profile, name, flags: policy.flags() ? profile.flags : [] };
    },

    identifiers: async (customer: CustomerModel): Promise<readonly ContactView[]> =>
      (await contactsOf(customer)).map(({ contact }) => contact),

    /** The same by the leaf that each leads to. */
    contactsByLeaf: async (
      customer: CustomerModel,
    ): Promise<ReadonlyMap<bigint, readonly ContactView[]>> => {
      const byLeaf = Map.groupBy(await contactsOf(customer), ({ leafId }) => leafId);
      return new Map([...byLeaf].map(([leaf, all]) => [leaf, all.map(({ contact }) => contact)]));
    },

    sources: async (customer: CustomerModel): Promise<readonly FreshnessView[]> => {
      if (customer.isShell) {
        return [];
      }
      const [leaves, watermarks] = await Promise.all([
        reads.leaves.load(customer.row.rootId),
        reads.watermarks.load("all"),
      ]);
      return directory.sources.map((source) => {
        const watermark = watermarks.get(source.id) ?? null;
        return {
          source: source.code,
          sections: source.sections,
          status: statusAt(source.expected_every_seconds, watermark, now()),
          watermark,
          customerAsOf: latestSeen(leaves, source.id),
        };
      });
    },
  };
}

function modelOf(row: CustomerRow): CustomerModel {
  return {
    kind: "Customer",
    id: encodeGlobalId("Customer", row.publicId),
    row,
    isShell: isAbsorbed({ row }),
    visibility: "CONTACT",
  };
}

function masked(customer: CustomerModel | null): CustomerModel | null {
  return customer && { ...customer, visibility: "MASKED" };
}

function isAbsorbed({ row }: Pick<CustomerModel, "row">): boolean {
  return row.rootId !== row.id;
}

/**
 * What is looked up for an identifier as somebody wrote it.
 *
 * @throws AppError BAD_USER_INPUT when the value can be no identifier of that kind
 */
export function identifierPair(kind: string, value: string): IdentifierPair {
  const normalised = normaliseIdentifier(kind, value);
  if (normalised.ok) {
    return { kind, value: normalised.value };
  }
  throw new AppError(
    "BAD_USER_INPUT",
    `This is no ${kind} that we could know: ${normalised.reason}.`,
    {
      details: { argument: "by", reason: normalised.reason },
    },
  );
}

/** @throws AppError IDENTIFIER_NOT_IN_USE */
export function requireInUse(
  { status }: Pick<HolderRow, "status">,
  identifierUse: IdentifierUse,
  isStaff: boolean,
): void {
  const because = notInUse(status, identifierUse, isStaff);
  if (because !== null) {
    throw new AppError("IDENTIFIER_NOT_IN_USE", because, { details: { status } });
  }
}

const EMPTY_PROFILE: ProfileView = { name: null, language: null, flags: [], version: 0 };

/**
 * The root's own word first, then the oldest leaf that has one; a mark on any leaf marks the
 * person.
 */
function profileOf(leaves: readonly LeafRow[]): ProfileView {
  const flags = new Set(leaves.flatMap((leaf) => leaf.flags ?? []));
  return {
    name: leaves.find(({ name }) => name !== null)?.name ?? null,
    language: leaves.find(({ language }) => language !== null)?.language ?? null,
    flags: [...flags].sort(),
    // The root's own comes first, and is what is changed.
    version: leaves[0]?.version ?? 0,
  };
}

function latestSeen(leaves: readonly LeafRow[], sourceId: number): Instant | null {
  const seen = leaves.flatMap(({ seenBy }) => {
    const at = seenBy[String(sourceId)];
    return typeof at === "string" ? (parseInstant(at) ?? []) : [];
  });
  return seen.length === 0 ? null : (Math.max(...seen) as Instant);
}
