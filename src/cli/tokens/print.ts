import { type Command, InvalidArgumentError } from "commander";
import { findSampleCustomer, findSampleStore } from "../../../db/statements/readSample.ts";
import { ConfigError, loadConfig } from "../../config.ts";
import { isRole, type Role } from "../../domain/access/viewer.ts";
import { decodeGlobalId } from "../../platform/globalId.ts";
import { openDemoAuth } from "../../server/auth/demoAuth.ts";
import { DEMO_ROLES, type DemoPeople, demoClaimsOf } from "../../server/auth/demoTokens.ts";
import { withDatabase } from "../context.ts";

interface PrintOptions {
  readonly customer?: string;
  readonly store?: string;
}

const EXAMPLES = `
Examples:
  AGENT=$(npx tributary tokens print agent)
  npx tributary tokens print till --store GB-01

Only in demo mode, where this server is its own identity provider; valid for 12 hours.`;

/** `tributary tokens print ROLE`: a token of demo mode, and nothing else on stdout. */
export function registerPrint(tokens: Command): void {
  tokens
    .command("print")
    .description("print a token of demo mode for a role")
    .argument("<role>", `one of ${DEMO_ROLES.join(", ")}`, roleOf)
    .option("--customer <id>", "whose storefront; default: one with points", customerOf)
    .option("--store <code>", "whose till; default: the first store")
    .addHelpText("after", EXAMPLES)
    .action(print);
}

function roleOf(text: string): Role {
  if (isRole(text)) {
    return text;
  }
  throw new InvalidArgumentError(`Use one of ${DEMO_ROLES.join(", ")}.`);
}

function customerOf(text: string): string {
  const decoded = decodeGlobalId(text);
  if (decoded?.type === "Customer") {
    return decoded.key;
  }
  throw new InvalidArgumentError("It must be the id of a customer, as the API shows it.");
}

async function print(role: Role, options: PrintOptions): Promise<void> {
  const config = loadConfig();
  if (config.auth !== undefined) {
    throw new ConfigError(
      "An identity provider is set (AUTH_...): tokens come from there, keys from `npx tributary keys create`.",
    );
  }
  const claims = demoClaimsOf(role, await peopleFor(role, options));
  if (claims === null) {
    const what = role === "till" ? "no store is registered" : "there is no customer with points";
    throw new ConfigError(`There is nobody to speak for in this database: ${what}.`);
  }
  const demo = await openDemoAuth(config.dataDir);
  console.log(await demo.sign(claims));
}

/** Asks the database only for what the role needs and nobody has said. */
async function peopleFor(role: Role, { customer, store }: PrintOptions): Promise<DemoPeople> {
  const needsCustomer = role === "storefront" && customer === undefined;
  const needsStore = role === "till" && store === undefined;
  const given = { customerId: customer ?? null, store: store ?? null };
  if (!needsCustomer && !needsStore) {
    return given;
  }
  return await withDatabase(async ({ sql }) => ({
    customerId: needsCustomer ? await findSampleCustomer(sql) : given.customerId,
    store: needsStore ? await findSampleStore(sql) : given.store,
  }));
}
