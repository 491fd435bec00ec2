import { expect, test } from "vitest";
import { loadConfig } from "../../../src/config.ts";

const AUTH = {
  AUTH_JWKS_URL: "https://id.example.com/keys",
  AUTH_ISSUER: "https://id.example.com",
  AUTH_AUDIENCE: "tributary",
};

test("people sign in to the console at the issuer whose tokens count, unless another is named", () => {
  const ours = loadConfig({ ...AUTH, CONSOLE_CLIENT_ID: "console" }).console;
  expect(ours.signIn).toEqual({
    issuer: "https://id.example.com",
    clientId: "console",
    scope: "openid profile",
    origins: [],
  });
  const other = { CONSOLE_CLIENT_ID: "console", CONSOLE_ISSUER: "https://login.example.com" };
  expect(loadConfig({ ...AUTH, ...other }).console.signIn?.issuer).toBe(other.CONSOLE_ISSUER);
  expect(loadConfig({}).console).toEqual({ signIn: null, embedOrigins: [] });
});

test.each([
  ["a client without an issuer", { CONSOLE_CLIENT_ID: "console" }, /set CONSOLE_ISSUER/],
  [
    "an issuer without a client",
    { CONSOLE_ISSUER: "https://a.example" },
    /CONSOLE_CLIENT_ID is not/,
  ],
  ["an origin with a path", { CONSOLE_EMBED_ORIGINS: "https://a.example/b" }, /must be origins/],
  ["every origin", { CONSOLE_EMBED_ORIGINS: "*" }, /must be origins/],
  [
    "an issuer that browsers cannot ask",
    { ...AUTH, AUTH_ISSUER: "retail", CONSOLE_CLIENT_ID: "console" },
    /AUTH_ISSUER is no URL/,
  ],
])("%s is refused, and what to set is said", (_what, env, says) => {
  expect(() => loadConfig(env)).toThrow(says);
});
