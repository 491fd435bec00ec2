import { connect } from "../../db/connection/client.ts";
import { ERP_ORDERS_MAX, ErpOrdersError } from "./erpOrders.ts";

/** How long the ERP's database may take, milliseconds: it has other work. */
export const ERP_QUERY_TIMEOUT_MS = 10_000;

/**
 * Rows that a query of the operator's gives, read only, within ERP_QUERY_TIMEOUT_MS, one more than
 * ERP_ORDERS_MAX at most. One statement: the driver's extended protocol takes no second one.
 *
 * @throws ErpOrdersError that says what is wrong with the query
 */
export async function readErpQuery(
  url: string,
  query: string,
  timeoutMs: number = ERP_QUERY_TIMEOUT_MS,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const only = query.trim().replace(/;$/, "");
  const sql = connect(url, {
    ...{ max: 1, applicationName: "tributary-diagnose", statementTimeoutMs: timeoutMs },
  });
  try {
    return await sql.begin("read only", async (tx) => {
      const text = `select to_jsonb(erp) as row from (${only}\n) as erp limit ${ERP_ORDERS_MAX + 1}`;
      const rows = await tx.unsafe<{ row: Record<string, unknown> }[]>(text, [], {
        prepare: true,
      });
      return rows.map(({ row }) => row);
    });
  } catch (error) {
    throw new ErpOrdersError(problemOf(error, timeoutMs), { cause: error });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** PostgreSQL's states of what an operator can do something about. */
const CANCELLED = "57014";
const READ_ONLY = "25006";

function problemOf(error: unknown, timeoutMs: number): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  if (code === CANCELLED) {
    return `--query took longer than ${timeoutMs / 1_000} seconds: ask for less, or give a file.`;
  }
  if (code === READ_ONLY) {
    return "--query must only read: it would have written.";
  }
  return `--query cannot be run: ${message ?? String(error)}. It must be one SELECT.`;
}
