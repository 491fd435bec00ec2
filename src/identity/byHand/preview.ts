import type { Tx } from "../../../db/connection/client.ts";
import { readMergeSide } from "../../../db/queries/identity/said.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { StaleError } from "../../platform/stale.ts";
import { transact } from "../../platform/transact.ts";

/** What a customer has, or would have. */
export interface MergeSideView {
  readonly tier: string | null;
  readonly tierUntil: Instant | null;
  readonly balances: readonly {
    readonly wallet: string;
    readonly active: bigint;
    readonly maturing: bigint;
  }[];
  readonly identifiers: number;
  readonly orders: number;
}

/** Carries what was worked out out of the transaction that is taken back. */
class TakenBack extends Error {
  readonly worked: unknown;

  constructor(worked: unknown) {
    super("the preview's transaction is taken back");
    this.worked = worked;
  }
}

/** What `work` comes to in a transaction of which nothing stays. */
export async function triedOut<Worked>(
  deps: Pick<CommandDeps, "sql">,
  work: (tx: Tx) => Promise<Worked>,
): Promise<Worked> {
  try {
    return await transact<never>(deps.sql, async (tx) => {
      throw new TakenBack(await work(tx));
    });
  } catch (error) {
    if (error instanceof TakenBack) {
      return error.worked as Worked;
    }
    throw error;
  }
}

/** What a customer has in the transaction as it stands. */
export async function readSide(tx: Tx, rootId: bigint): Promise<MergeSideView> {
  const row = await readMergeSide(tx, rootId);
  if (row === undefined) {
    throw new StaleError(`customer ${rootId} is gone`);
  }
  const { tier, tierUntil, identifiers, orders, balances } = row;
  return {
    ...{ tier, identifiers, orders },
    tierUntil: tierUntil === null ? null : instantFromPg(tierUntil),
    balances: balances.map(({ wallet, active, maturing }) => ({
      ...{ wallet, active: BigInt(active), maturing: BigInt(maturing) },
    })),
  };
}
