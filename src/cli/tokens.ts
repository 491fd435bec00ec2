import type { Command } from "commander";
import { type RevocationKind, revokeTokens } from "../../db/queries/access/tokens.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { decodeGlobalId } from "../platform/globalId.ts";
import { withDatabase } from "./context.ts";
import { registerPrint } from "./tokens/print.ts";

interface RevokeOptions {
  readonly subject?: string;
  readonly customer?: string;
  readonly token?: string;
  readonly json?: true;
}

/** `tributary tokens`: those of demo mode, and ending tokens before they expire. */
export function register(program: Command): void {
  const tokens = program.command("tokens").description("tokens of people and machines");
  registerPrint(tokens);
  tokens
    .command("revoke")
    .description(
      "refuse tokens made until now, and end what is open by them; running servers notice at once",
    )
    .option("--subject <sub>", "all tokens of a person or machine, by their `sub`")
    .option("--customer <id>", "all storefront tokens of a customer, by the id the API shows")
    .option("--token <jti>", "one token, by its `jti`")
    .option("--json", "print one JSON object")
    .action(revoke);
}

async function revoke(options: RevokeOptions, command: Command): Promise<void> {
  const [kind, value] = targetOf(options, command);
  const revokedBefore = await withDatabase(({ sql }) =>
    sql.begin(async (tx) => {
      const details = { kind, value };
      await insertAudit(tx, {
        actor: "cli:tokens",
        action: "tokens.revoke",
        leafId: null,
        details,
      });
      return await revokeTokens(tx, kind, value);
    }),
  );
  if (options.json === true) {
    console.log(JSON.stringify({ kind, value, revokedBefore }));
  } else {
    console.log(
      `Tokens of ${kind.toLowerCase()} ${value} made until ${revokedBefore} are refused.`,
    );
  }
}

function targetOf(
  { subject, customer, token }: RevokeOptions,
  command: Command,
): readonly [RevocationKind, string] {
  const given = [subject, customer, token].filter((value) => value !== undefined);
  if (given.length !== 1) {
    command.error("error: give exactly one of --subject, --customer and --token.");
  }
  if (subject !== undefined) {
    return ["SUBJECT", subject];
  }
  if (token !== undefined) {
    return ["TOKEN", token];
  }
  const decoded = decodeGlobalId(customer ?? "");
  if (decoded?.type !== "Customer") {
    command.error("error: --customer takes the id of a customer as the API shows it.");
  }
  return ["CUSTOMER", decoded.key];
}
