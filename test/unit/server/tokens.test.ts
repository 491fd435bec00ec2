import { describe, expect, test } from "vitest";
import { createTokenVerifier } from "../../../src/server/auth/tokens.ts";
import { createIssuer } from "../../support/server.ts";

const issuer = await createIssuer();
const nowS = () => Math.floor(Date.now() / 1_000);

describe("a token that says when it was made", () => {
  const verify = createTokenVerifier([issuer.tokens], () => false);
  test.each([
    ["a moment ahead, as clocks are", 3, true],
    ["ten minutes ahead", 600, false],
    ["a day ahead", 86_400, false],
    ["an hour ago", -3_600, true],
  ] as const)("%s", async (_when, ahead, isTaken) => {
    const iat = nowS() + ahead;
    const token = await issuer.sign({ role: "admin", iat, exp: iat + 7_200 });
    const outcome = await verify(token).then(
      () => true,
      ({ message }: Error) => message,
    );
    // Revoking ends what was made until now: it must not be made later.
    expect(outcome).toBe(isTaken ? true : "The token is refused: its iat lies ahead.");
  });
});
