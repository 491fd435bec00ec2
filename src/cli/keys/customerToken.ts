import { type Command, Option } from "commander";
import { loadConfig } from "../../config.ts";
import {
  CUSTOMER_KEY_LEAD_S,
  CUSTOMER_KEYS_READ_MS,
  rotateCustomerKeys,
} from "../../server/auth/customerKeys.ts";
import { parseTime } from "./options.ts";

interface Options {
  readonly lead: number;
  readonly atOnce?: true;
  readonly json?: true;
}

/**
 * `tributary keys rotate-customer-token`: the key that signs what shops fetch for their customers.
 */
export function register(keys: Command): void {
  keys
    .command("rotate-customer-token")
    .description(
      `put a new signing key into CUSTOMER_TOKEN_KEY_FILE; servers notice within ${CUSTOMER_KEYS_READ_MS / 1_000} seconds`,
    )
    .addOption(
      new Option(
        "--lead <time>",
        "until it signs, such as 10m: at least as long as the file needs to every server",
      )
        .argParser(parseTime)
        .default(CUSTOMER_KEY_LEAD_S, `${CUSTOMER_KEY_LEAD_S / 60}m`),
    )
    .option("--at-once", "after a theft: sign now and refuse every token of the old keys")
    .option("--json", "print one JSON object")
    .action(rotate);
}

async function rotate({ lead, json, ...options }: Options): Promise<void> {
  const atOnce = options.atOnce === true;
  const path = loadConfig().customerTokenKeyFile;
  const made = await rotateCustomerKeys(path, { nowS: Date.now() / 1_000, leadS: lead, atOnce });
  const text = (seconds: number) => new Date(seconds * 1_000).toISOString();
  const signsFrom = text(made.signsFromS);
  const othersUntil = made.othersUntilS === null ? null : text(made.othersUntilS);
  if (json === true) {
    console.log(JSON.stringify({ kid: made.kid, path, signsFrom, othersUntil }));
  } else {
    const rest =
      othersUntil === null
        ? "Tokens of older keys are refused; shops fetch new ones."
        : `Older keys are good until ${othersUntil}; then every token they signed is over.`;
    console.log(`${path}: the new key ${made.kid} signs from ${signsFrom}. ${rest}`);
  }
}
