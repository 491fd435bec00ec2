import { type Command, InvalidArgumentError } from "commander";
import { Catalog } from "../../core/catalog.ts";
import { parseInstant } from "../../domain/time/parseInstant.ts";
import { messageKey } from "../../inbound/messages/messageKey.ts";
import { type OrderList, orderListOf } from "../../inbound/messages/orderLists.ts";
import { BackfillError, listedOrders } from "../../messages/backfill.ts";
import { Fetching } from "../../messages/fetching.ts";
import { Inbox } from "../../messages/inbox.ts";
import { SenderSecrets } from "../../messages/senderSecrets.ts";
import { createLogger } from "../../platform/logger.ts";
import { createAddressGuard } from "../../platform/outgoing/addressGuard.ts";
import { createBoundedRequest } from "../../platform/outgoing/boundedRequest.ts";
import { SecretBox } from "../../platform/secretBox.ts";
import { type CliContext, withDatabase } from "../context.ts";
import { operator } from "../operator.ts";

interface FetchOptions {
  readonly from: string;
  readonly to?: string;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  npx tributary intake fetch woocommerce --from 2026-11-20T00:00:00Z
  npx tributary intake fetch bigcommerce --from 2026-11-20T00:00:00Z --to 2026-11-21T00:00:00Z

What was missed while nobody listened: orders of a Shopify, WooCommerce or BigCommerce shop that were
changed in a time, each stored as a message of the shop and read by the servers that run. Its
purchases count as history: on the day on which they happened, told to nobody. Fetching the same
again changes nothing.`;

/** `tributary intake fetch`: messages that the shop is asked for. */
export function registerFetch(intake: Command): void {
  intake
    .command("fetch")
    .description("fetch orders from a shop's list: what was missed")
    .argument("<source>", "code of the source")
    .requiredOption("--from <time>", "changed then or later, RFC 3339", parseTime)
    .option("--to <time>", "changed before then, RFC 3339; default: now", parseTime)
    .option("--json", "print one JSON object")
    .addHelpText("after", EXAMPLES)
    .action(fetchOrders);
}

function parseTime(text: string): string {
  if (parseInstant(text) === null) {
    throw new InvalidArgumentError("It must be a time such as 2026-11-29T08:00:00Z.");
  }
  return text;
}

async function fetchOrders(code: string, options: FetchOptions, command: Command): Promise<void> {
  const counts = await withDatabase(async (context) => {
    const source = (await Catalog.load(context.sql)).source(code);
    const receives = source?.receives ?? null;
    const list = receives === null ? null : orderListOf(receives);
    if (source === undefined || list === null) {
      command.error(
        `error: ${code} is not set up to be asked for its orders (receives.backfill, or receives.fetch of bigcommerce).`,
      );
    }
    try {
      return await storeAll(context, source, list, options);
    } catch (error) {
      if (error instanceof BackfillError) {
        command.error(`error: ${error.message} What was stored before is kept; fetch it again.`);
      }
      throw error;
    }
  });
  console.log(
    options.json === true
      ? JSON.stringify(counts)
      : `${counts.stored} messages stored, ${counts.known} were there already; the servers that run read them.`,
  );
}

async function storeAll(
  { sql, config }: CliContext,
  source: { readonly id: number; readonly code: string },
  list: OrderList,
  { from, to }: FetchOptions,
): Promise<{ stored: number; known: number }> {
  const log = createLogger({ level: "silent" });
  const box = await SecretBox.open(config.secretsKeyFile);
  const fetching = new Fetching({
    ask: createBoundedRequest({ reachOf: createAddressGuard(config.fetchAllowNetworks) }),
    secrets: new SenderSecrets({ sql, box, log }),
    log,
  });
  const inbox = new Inbox({ sql, room: () => 0, hand: () => {} });
  const counts = { stored: 0, known: 0 };
  const toMs = to === undefined ? Date.now() : Date.parse(to);
  const onWait = (problem: string, seconds: number) => {
    console.error(`${problem} It is asked again in ${seconds} s.`);
  };
  const about = { source, from, toMs, onWait };
  for await (const { topic, body } of listedOrders(list, fetching, about)) {
    const message = { sourceId: source.id, principal: operator(), topic, door: "LOAD" } as const;
    const { isRepetition } = await inbox.store({
      ...{ ...message, key: messageKey("fetch", topic, body), requestId: null },
      ...{ headers: { "content-type": "application/json" }, body: Buffer.from(body) },
    });
    counts[isRepetition ? "known" : "stored"] += 1;
  }
  return counts;
}
