import { type Command, InvalidArgumentError } from "commander";
import { GuessLimit } from "../access/guessLimit.ts";
import { Catalog } from "../core/catalog.ts";
import type { DiagnosedCustomer } from "../diagnosis/diagnose.ts";
import { CUSTOMERS_MAX } from "../diagnosis/diagnosisLoader.ts";
import { readErpFile } from "../diagnosis/erpFile.ts";
import { ERP_COLUMNS, ErpOrdersError, readErpOrders } from "../diagnosis/erpOrders.ts";
import { readErpQuery } from "../diagnosis/erpQuery.ts";
import {
  isAllHealthy,
  jsonOfDiagnosis,
  markdownOfDiagnosis,
  textOfDiagnosis,
} from "../diagnosis/formatDiagnosis.ts";
import { systemViewer } from "../domain/access/viewer.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { createLoaders } from "../graph/loaders.ts";
import { decodeGlobalId } from "../platform/globalId.ts";
import { Directory } from "../programme/directory.ts";
import { createLookups } from "../reads/lookups.ts";
import { type CliContext, withDatabase } from "./context.ts";
import { operator } from "./operator.ts";
import { printable } from "./printable.ts";

/** Customers when nobody says how many. */
const CUSTOMERS = 5;

interface DiagnoseOptions {
  readonly customers: number;
  readonly customer?: readonly string[];
  readonly orders?: string;
  readonly query?: string;
  readonly source?: string;
  readonly json?: true;
  readonly markdown?: true;
}

const EXAMPLES = `
Columns of a file or query:
${Object.entries(ERP_COLUMNS)
  .map(([name, what]) => `  ${name.padEnd(12)} ${what}`)
  .join("\n")}

Examples:
  npx tributary diagnose --customers 5
  npx tributary diagnose --customers 5 --orders erp-orders.csv
  npx tributary diagnose --orders erp-orders.json --markdown
  ERP_DATABASE_URL=postgres://reader@erp/sales npx tributary diagnose --query "select * from last_orders"

Without --orders and --query the messages about each customer's own orders stand for the ERP. It
changes nothing and may run beside a server. Exit code 0 when all is healthy, 1 when something is not
or there was nothing to compare.`;

/** `tributary diagnose`: where a customer's last orders stopped, and whose boundary that is. */
export function register(program: Command): void {
  program
    .command("diagnose")
    .description("compare customers' last orders in the ERP, the ledger, the shop and destinations")
    .option(
      "--customers <count>",
      `1 to ${CUSTOMERS_MAX}, those who bought last`,
      parseCount,
      CUSTOMERS,
    )
    .option("--customer <id...>", "these customers, by their `id`s in the graph")
    .option("--orders <file>", "the ERP's orders: .csv with a header, or a .json list")
    .option("--query <sql>", "the ERP's orders: a SELECT against ERP_DATABASE_URL, read only")
    .option("--source <code>", "those who bought last at this source")
    .option("--json", "print one JSON object")
    .option("--markdown", "print Markdown, for a ticket")
    .addHelpText("after", EXAMPLES)
    .action(diagnose);
}

function parseCount(text: string): number {
  if (/^[1-9]\d?$/.test(text) && Number(text) <= CUSTOMERS_MAX) {
    return Number(text);
  }
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${CUSTOMERS_MAX}.`);
}

async function diagnose(options: DiagnoseOptions, command: Command): Promise<void> {
  const ways = [options.orders, options.query, options.customer].filter((one) => one !== undefined);
  if (ways.length > 1) {
    command.error("error: give one of --orders, --query and --customer.");
  }
  const told = await withDatabase(async (context) => await run(context, options, command)).catch(
    (error: unknown) => {
      if (error instanceof ErpOrdersError) {
        command.error(`error: ${printable(error.message)}`);
      }
      throw error;
    },
  );
  if (options.json === true) {
    console.log(JSON.stringify(jsonOfDiagnosis(told), null, 2));
  } else if (options.markdown === true) {
    console.log(markdownOfDiagnosis(told, printable));
  } else {
    console.log(textOfDiagnosis(told, printable));
  }
  if (!isAllHealthy(told)) {
    process.exitCode = 1;
  }
}

async function run(
  { sql, config }: CliContext,
  options: DiagnoseOptions,
  command: Command,
): Promise<readonly DiagnosedCustomer[]> {
  const directory = new Directory(await Catalog.load(sql));
  const clock = () => (Date.now() * MICROS_PER_MILLISECOND) as Instant;
  const { lookups } = createLookups(sql);
  const loaders = createLoaders({
    ...{ sql, lookups, directory, clock, viewer: systemViewer(operator()) },
    guesses: new GuessLimit(clock),
  });
  const { diagnosis, customers } = loaders;
  if (options.customer !== undefined) {
    const told: DiagnosedCustomer[] = [];
    if (options.customer.length > CUSTOMERS_MAX) {
      command.error(`error: --customer takes ${CUSTOMERS_MAX} at most; ask in several calls.`);
    }
    for (const id of options.customer) {
      const isId = decodeGlobalId(id)?.type === "Customer";
      const rootId = isId ? await customers.unseenRoot({ id }) : null;
      const own = rootId === null ? null : await diagnosis.ofCustomer(rootId, null);
      if (own === null) {
        command.error(`error: --customer ${printable(id)}: there is no customer with this id.`);
      }
      told.push(own);
    }
    return told;
  }
  const rows = await erpRows(options, config.erpDatabaseUrl, command);
  if (rows !== null) {
    return await diagnosis.ofErp(readErpOrders(rows).slice(0, options.customers));
  }
  const source = options.source === undefined ? null : directory.sourceByCode(options.source);
  if (source === undefined) {
    command.error(`error: --source ${printable(options.source ?? "")}: no such source is set up.`);
  }
  return await diagnosis.ofLatest(options.customers, source?.id ?? null);
}

async function erpRows(
  { orders, query }: DiagnoseOptions,
  url: string | null,
  command: Command,
): Promise<readonly Readonly<Record<string, unknown>>[] | null> {
  if (orders !== undefined) {
    return await readErpFile(orders);
  }
  if (query === undefined) {
    return null;
  }
  if (url === null) {
    command.error("error: --query needs ERP_DATABASE_URL, the ERP's database.");
  }
  return await readErpQuery(url, query);
}
