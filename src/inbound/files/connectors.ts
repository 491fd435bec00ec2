import type { FileConnector } from "./fileConnector.ts";
import { ONLINE_RETAIL } from "./onlineRetail/onlineRetail.ts";
import { TRANSACTIONS } from "./transactions/transactions.ts";

/** Every kind of file, in the order of `tributary import --help`. */
export const FILE_CONNECTORS: readonly FileConnector[] = [ONLINE_RETAIL, TRANSACTIONS];
