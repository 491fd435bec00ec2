import { z } from "zod";

/** How people sign in to the console, and who may show it in a frame. */
export interface ConsoleSettings {
  /** Null: no sign-in but that of demo mode. */
  readonly signIn: SignInSettings | null;
  /** Origins of the pages that may embed it. */
  readonly embedOrigins: readonly string[];
}

export interface SignInSettings {
  /** The issuer whose discovery document browsers read. */
  readonly issuer: string;
  /** Of the public client that is registered for the console. */
  readonly clientId: string;
  readonly scope: string;
  /** Beside the issuer's: where its token endpoint is on another host. */
  readonly origins: readonly string[];
}

/** An http(s) URL or one of another scheme. */
export const url = (protocols: readonly string[], rule: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), rule);

/** A scheme and a host, and nothing behind them: what a browser sends as Origin. */
function isOrigin(text: string): boolean {
  return (
    URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text
  );
}

/** Origins with commas between them. */
export const originList = (example: string) =>
  z
    .string()
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .refine(
      (origins) => origins.every(isOrigin),
      `must be origins with commas between them, such as ${example}`,
    );

/** The variables of the console, beside those of src/config.ts. */
export const CONSOLE_VARIABLES = {
  CONSOLE_ISSUER: url(
    ["https:", "http:"],
    "must be the issuer's URL, such as https://id.example.com/realms/retail",
  ).optional(),
  CONSOLE_CLIENT_ID: z.string().optional(),
  CONSOLE_SCOPE: z.string().default("openid profile"),
  CONSOLE_SIGN_IN_ORIGINS: originList("https://login.example.com").optional(),
  CONSOLE_EMBED_ORIGINS: originList("https://crm.example.com").optional(),
};

interface Given {
  readonly AUTH_ISSUER?: string | undefined;
  readonly CONSOLE_ISSUER?: string | undefined;
  readonly CONSOLE_CLIENT_ID?: string | undefined;
  readonly CONSOLE_SCOPE: string;
  readonly CONSOLE_SIGN_IN_ORIGINS?: readonly string[] | undefined;
  readonly CONSOLE_EMBED_ORIGINS?: readonly string[] | undefined;
}

/** An issuer without a client, or the other way round, would leave people before a closed door. */
export function problemsOfConsole(given: Given): string[] {
  const issuer = consoleIssuerOf(given);
  if (given.CONSOLE_CLIENT_ID !== undefined && issuer === undefined) {
    return ["CONSOLE_CLIENT_ID is set, but no issuer is; set CONSOLE_ISSUER or AUTH_ISSUER"];
  }
  if (given.CONSOLE_CLIENT_ID !== undefined && !URL.canParse(issuer ?? "")) {
    return ["CONSOLE_CLIENT_ID is set, but AUTH_ISSUER is no URL; set CONSOLE_ISSUER beside it"];
  }
  const idle = (["CONSOLE_ISSUER", "CONSOLE_SIGN_IN_ORIGINS"] as const).filter(
    (name) => given.CONSOLE_CLIENT_ID === undefined && given[name] !== undefined,
  );
  return idle.map((name) => `${name} is set, but CONSOLE_CLIENT_ID is not; set both, or neither`);
}

function consoleIssuerOf(given: Given): string | undefined {
  return given.CONSOLE_ISSUER ?? given.AUTH_ISSUER;
}

export function consoleOf(given: Given): ConsoleSettings {
  const { CONSOLE_CLIENT_ID: clientId, CONSOLE_SCOPE: scope } = given;
  const issuer = consoleIssuerOf(given);
  return {
    signIn:
      clientId === undefined || issuer === undefined
        ? null
        : { issuer, clientId, scope, origins: given.CONSOLE_SIGN_IN_ORIGINS ?? [] },
    embedOrigins: given.CONSOLE_EMBED_ORIGINS ?? [],
  };
}
