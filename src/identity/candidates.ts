import type { Sql } from "../../db/connection/client.ts";
import {
  type CandidateRow,
  readCandidatesOf,
  readOpenPage,
} from "../../db/queries/identity/candidates.ts";
import { readIdentifierKinds } from "../../db/queries/identity/graph.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { CustomerModel } from "../customers/customers.ts";
import type { FieldEvidence } from "../domain/identity/matching/scorePair.ts";
import { encodeGlobalId } from "../platform/globalId.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";

/** Two customers who may be one, for a viewer who may see both. */
export interface CandidateModel {
  readonly id: string;
  readonly row: CandidateRow;
  /** The one who came first at the head. */
  readonly customers: readonly [CustomerModel, CustomerModel];
  /** Seen from one of them: the other one. */
  readonly customer: CustomerModel;
}

/** As it is kept with a candidate. */
type Kept = Readonly<{
  conflict?: boolean;
  fields?: readonly FieldEvidence[];
  links?: readonly { readonly via: string; readonly reason: string | null }[];
}>;

/** Why two were put up: identifiers that both showed, and what their records say. */
export interface CandidateEvidence {
  readonly shown: readonly { readonly kind: string | null; readonly refused: string | null }[];
  readonly fields: readonly FieldEvidence[];
  /** What they say cannot be true of one person. */
  readonly conflict: boolean;
}

export interface CandidateDeps {
  readonly sql: Sql;
  readonly policy: ReadPolicy;
  /** On record as opened. */
  readonly opened: (rootId: bigint) => Promise<CustomerModel | null>;
  /** Its id and masked name alone. */
  readonly glimpse: (rootId: bigint) => Promise<CustomerModel | null>;
}

const LIST = "matchCandidates";

/** Whom somebody has to look at. Few ask, so this is no shared lookup. */
export function createCandidateLoaders({ sql, policy, opened, glimpse }: CandidateDeps) {
  const modelOf = async (
    row: CandidateRow,
    from: bigint | null,
  ): Promise<CandidateModel | null> => {
    // Whoever pages through the work to be done opens nobody by it.
    const show = from === null ? glimpse : opened;
    const [a, b] = await Promise.all([show(row.rootA), show(row.rootB)]);
    if (a === null || b === null) {
      return null;
    }
    const customers = row.rootA < row.rootB ? ([a, b] as const) : ([b, a] as const);
    const customer = customers[from === customers[1].row.rootId ? 0 : 1];
    return { id: encodeGlobalId("MatchCandidate", row.publicId), row, customers, customer };
  };
  const seen = async (rows: readonly CandidateRow[], from: bigint | null) =>
    (await Promise.all(rows.map((row) => modelOf(row, from)))).filter((one) => one !== null);
  return {
    ofCustomer: async (
      customer: CustomerModel,
      first: number,
    ): Promise<readonly CandidateModel[] | null> => {
      if (customer.isShell || !policy.identity()) {
        return null;
      }
      const { rootId } = customer.row;
      return await seen(await readCandidatesOf(sql, rootId, pageSize(first)), rootId);
    },

    page: async ({
      first,
      after,
      minScore,
    }: {
      readonly first: number;
      readonly after?: string | null;
      readonly minScore?: number | null;
    }): Promise<Page<CandidateModel>> => {
      const size = pageSize(first);
      const cursor = decodeCursor(LIST, after, isCandidateKey);
      const rows = await readOpenPage(sql, {
        minScore: minScore ?? 0,
        // One more than the page: whether there is a next one.
        limit: size + 1,
        after: cursor === null ? null : { score: cursor[0], id: BigInt(cursor[1]) },
      });
      const nodes = await seen(rows.slice(0, size), null);
      const keyOf = ({ row }: CandidateModel) => [String(row.score), String(row.id)];
      return pageOf(LIST, nodes, keyOf, rows.length > size, cursor !== null);
    },

    evidence: async ({ row }: CandidateModel): Promise<CandidateEvidence> => {
      const { fields = [], links = [], conflict = false } = row.evidence as Kept;
      const ids = links.map(({ via }) => BigInt(via));
      const rows = ids.length === 0 ? [] : await readIdentifierKinds(sql, ids);
      const kinds = new Map(rows.map(({ id, kind }) => [String(id), kind]));
      const shown = links.map(({ via, reason }) => ({
        kind: kinds.get(via) ?? null,
        refused: reason,
      }));
      return { shown, fields, conflict };
    },
  };
}

const NUMBER = /^[0-9]{1,18}$/;
const SCORE = /^(0|1|0\.[0-9]{1,20}|[0-9.]{1,22}e-[0-9]{1,3})$/;

function isCandidateKey(key: SortKey): key is readonly [score: string, id: string] {
  const [score, id] = key;
  return (
    key.length === 2 &&
    typeof score === "string" &&
    SCORE.test(score) &&
    typeof id === "string" &&
    NUMBER.test(id)
  );
}
