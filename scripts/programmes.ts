import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { uuidv7 } from "uuidv7";
import { connect, type Sql } from "../db/connection/client.ts";
import { openDatabase } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { loadConfig } from "../src/config.ts";
import { runDue } from "../src/core/advance.ts";
import { Catalog } from "../src/core/catalog.ts";
import type { RulesetDocument } from "../src/domain/ruleset/rulesetSchema.ts";
import type { Instant } from "../src/domain/time/instant.ts";
import { parseInstant } from "../src/domain/time/parseInstant.ts";
import type { TranslatedEvent } from "../src/inbound/connector.ts";
import type { FileConnector, FilePart, Surveyed } from "../src/inbound/files/fileConnector.ts";
import { importFiles } from "../src/inbound/files/importFiles.ts";
import { ONLINE_RETAIL } from "../src/inbound/files/onlineRetail/onlineRetail.ts";
import { TRANSACTIONS } from "../src/inbound/files/transactions/transactions.ts";
import { ensureProgramme, registerSource } from "../src/programme/ensureProgramme.ts";
import { Receiver } from "../src/purchases/receive/receiver.ts";
import type { ReceivePurchases } from "../src/purchases/receive/submission.ts";
import { reportError } from "../src/reportError.ts";
import { formatReport } from "../src/verify/formatReport.ts";
import { verifyDatabase } from "../src/verify/verifyDatabase.ts";
import { PROGRAMMES } from "./programmes/documents.ts";
import { readTotals } from "./programmes/totals.ts";

const USAGE = `npm run programmes -- --online-retail FILE --transactions FILE [--currency USD] [--as-of 1999-01-01T00:00:00Z]

Imports real purchases under three different programmes, each into a database of its own that is removed afterwards, takes
everybody to an instant after the last purchase, verifies, and reports what was earned, taken back, expired and is left,
reconciled with the orders. Exit code 1 when anything does not add up.`;

interface Purchases {
  readonly name: string;
  readonly currency: string;
  readonly asOf: Instant;
  readonly import: (receive: ReceivePurchases, catalog: Catalog) => Promise<number>;
  readonly source: string;
}

const BATCH_SIZE = 500;
/** After the last purchase of the files that come with the project's data. */
const ONLINE_RETAIL_END = "2012-01-01T00:00:00Z";
const TRANSACTIONS_END = "1998-07-01T12:00:00Z";

async function run(
  adminUrl: string,
  purchases: Purchases,
  [name, documentOf]: (typeof PROGRAMMES)[number],
): Promise<boolean> {
  const database = `programmes_${randomBytes(4).toString("hex")}`;
  const admin = connect(adminUrl, { max: 1 });
  await admin`create database ${admin(database)}`;
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const sql = connect(url.href, { max: 6 });
  try {
    return await runIn(sql, purchases, name, documentOf(purchases.currency));
  } finally {
    await sql.end();
    await admin`drop database ${admin(database)} with (force)`;
    await admin.end();
  }
}

async function runIn(
  sql: Sql,
  { name: file, asOf, source, import: load }: Purchases,
  programme: string,
  document: RulesetDocument,
): Promise<boolean> {
  await migrate(sql);
  await ensureProgramme(sql, document);
  await registerSource(sql, {
    ...{ code: source, name: source, identifierRank: ["erp"], createKinds: ["erp"] },
    ...{ autoEnrol: true, defaultChannel: "web" },
  });
  const catalog = await Catalog.load(sql);
  const receiver = new Receiver({ sql, catalog, writers: 2, newPublicId: uuidv7 });
  const rows = await load(receiver.receivePurchases, catalog).finally(() => receiver.close());
  const advanced = await runDue({ sql, catalog, now: () => asOf });
  const report = await verifyDatabase(sql, { now: asOf });
  const totals = await readTotals(sql);
  console.log(
    `\n${file}, ${programme}: ${rows.toLocaleString("en")} rows, ${advanced.toLocaleString("en")} customers taken to their end`,
  );
  for (const line of totals.lines) {
    console.log(`  ${line}`);
  }
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  console.log(
    `  verify: ${violated.length === 0 ? "clean" : "VIOLATED"}; adds up: ${totals.addsUp ? "yes" : "NO"}`,
  );
  if (violated.length > 0) {
    console.log(formatReport(report));
  }
  return totals.addsUp && violated.length === 0;
}

async function purchasesOf(
  values: Readonly<Record<string, string | undefined>>,
): Promise<Purchases[]> {
  const found: Purchases[] = [];
  const { "online-retail": onlineRetail, transactions, currency = "USD" } = values;
  if (onlineRetail !== undefined) {
    found.push({
      ...{ name: ONLINE_RETAIL.code, currency: "GBP" },
      asOf: instantOf(values["as-of"] ?? ONLINE_RETAIL_END),
      ...(await filesOf(ONLINE_RETAIL, [onlineRetail], {})),
    });
  }
  if (transactions !== undefined) {
    const options = {
      currency,
      source: "transactions",
      channel: "web",
      timeZone: "America/New_York",
    };
    found.push({
      ...{ name: TRANSACTIONS.code, currency },
      asOf: instantOf(values["as-of"] ?? TRANSACTIONS_END),
      ...(await filesOf(TRANSACTIONS, [transactions], options)),
    });
  }
  return found;
}

async function filesOf<
  Options,
  Verified extends Surveyed,
  Event extends TranslatedEvent,
  Part extends FilePart<Event>,
>(
  connector: FileConnector<Options, Verified, Event, Part>,
  paths: readonly string[],
  options: Options,
): Promise<Pick<Purchases, "source" | "import">> {
  const { code: source } = connector.source(options);
  const verified = await connector.verify({ paths, options });
  return {
    source,
    import: async (receive, catalog) => {
      const { tally } = connector.account(verified, catalog);
      await importFiles(connector.translate(verified), {
        ...{ source, rows: verified.rows, tally },
        ...{ receive, batchSize: BATCH_SIZE },
      });
      return verified.rows;
    },
  };
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) {
    throw new Error(`--as-of must be an instant, not ${text}`);
  }
  return instant;
}

try {
  const { values } = parseArgs({
    options: {
      "online-retail": { type: "string" },
      transactions: { type: "string" },
      currency: { type: "string" },
      "as-of": { type: "string" },
      help: { type: "boolean" },
    },
  });
  const { help, ...given } = values;
  const all = help === true ? [] : await purchasesOf(given);
  if (all.length === 0) {
    console.log(USAGE);
  } else {
    const database = await openDatabase(loadConfig());
    try {
      let isSound = true;
      for (const purchases of all) {
        for (const programme of PROGRAMMES) {
          isSound = (await run(database.url, purchases, programme)) && isSound;
        }
      }
      if (!isSound) {
        process.exitCode = 1;
      }
    } finally {
      await database.close();
    }
  }
} catch (error) {
  const { text, exitCode } = reportError(error);
  console.error(text);
  process.exitCode = exitCode;
}
