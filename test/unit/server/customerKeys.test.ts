import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeProtectedHeader } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import type { Instant } from "../../../src/domain/time/instant.ts";
import {
  CUSTOMER_KEY_LEAD_S,
  CUSTOMER_KEYS_READ_MS,
  CUSTOMER_TOKEN_LIFETIME_S,
  rotateCustomerKeys,
} from "../../../src/server/auth/customerKeys.ts";
import { openCustomerTokens } from "../../../src/server/auth/customerTokens.ts";
import { createTokenVerifier } from "../../../src/server/auth/tokens.ts";

const folder = await mkdtemp(join(tmpdir(), "tributary-"));
afterAll(() => rm(folder, { recursive: true }));

const SHOPPER = "01975a7e-5a2f-7000-8000-000000000001";

/** A server: signs and checks with the file's keys, as of the true time. */
async function server(path: string) {
  const { keys, policy, sign } = await openCustomerTokens(path, "test");
  const verify = createTokenVerifier([policy], () => false);
  return { keys, verify, sign: (s: number) => sign(SHOPPER, (s * 1_000_000) as Instant) };
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;

describe("rotating the key that signs tokens of customers", () => {
  test("the lead is longer than servers need to notice", () => {
    expect(CUSTOMER_KEY_LEAD_S * 1_000).toBeGreaterThan(2 * CUSTOMER_KEYS_READ_MS);
  });

  test("the new one signs after the lead, and what the old one signed is taken until it is over", async () => {
    const path = join(folder, "rotated.json");
    const nowS = Date.now() / 1_000;
    const [signer, other] = [await server(path), await server(path)];
    const before = (await signer.sign(nowS)).token;
    const rotation = await rotateCustomerKeys(path, { nowS, leadS: 60, atOnce: false });
    await signer.keys.refresh();
    // Not yet: the other one may not have noticed.
    expect(kidOf((await signer.sign(nowS + 30)).token)).toBe(kidOf(before));
    expect(signer.keys.signer(nowS + 61).kid).toBe(rotation.kid);
    await other.keys.refresh();
    for (const token of [before, (await signer.sign(nowS)).token]) {
      expect(await other.verify(token)).toMatchObject({ customerId: SHOPPER });
    }
    const late = rotation.othersUntilS ?? 0;
    expect(late).toBeGreaterThanOrEqual(rotation.signsFromS + CUSTOMER_TOKEN_LIFETIME_S);
    await expect(
      rotateCustomerKeys(path, { nowS: nowS + 30, leadS: 60, atOnce: false }),
    ).rejects.toThrow(/has not begun to sign/);
    // Those that are over leave the file.
    await rotateCustomerKeys(path, { nowS: late + 1, leadS: 60, atOnce: false });
    await signer.keys.refresh();
    expect(signer.keys.knows(kidOf(before) ?? "")).toBe(false);
    expect(signer.keys.knows(rotation.kid)).toBe(true);
  });

  test("at once: nothing that an old key signed is taken any more, though it was checked before", async () => {
    const path = join(folder, "stolen.json");
    const nowS = Date.now() / 1_000;
    const { keys, verify, sign } = await server(path);
    const { token } = await sign(nowS);
    await verify(token);
    const { kid } = await rotateCustomerKeys(path, { nowS, leadS: 60, atOnce: true });
    await keys.refresh();
    await expect(verify(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const next = (await sign(nowS + 1)).token;
    expect(kidOf(next)).toBe(kid);
    expect(await verify(next)).toMatchObject({ role: "storefront", customerId: SHOPPER });
  });

  test("a file that cannot be read keeps what is known", async () => {
    const path = join(folder, "broken.json");
    const { keys, verify, sign } = await server(path);
    const { token } = await sign(Date.now() / 1_000);
    for (const text of ["", "{", "null", "{}", '{"keys":[]}', '{"keys":[{"kty":"EC"}]}']) {
      await writeFile(path, text);
      await expect(keys.refresh()).rejects.toThrow(/cannot be read/);
    }
    expect(await verify(token)).toMatchObject({ customerId: SHOPPER });
  });

  test("one that is made at once for a theft is not undone by another rotation meanwhile", async () => {
    const nowS = Date.now() / 1_000;
    for (let round = 0; round < 20; round += 1) {
      const path = join(folder, `at-once-${round}.json`);
      const one = await server(path);
      const stolen = kidOf((await one.sign(nowS)).token) ?? "";
      const [atOnce, planned] = await Promise.allSettled([
        rotateCustomerKeys(path, { nowS, leadS: 60, atOnce: true }),
        rotateCustomerKeys(path, { nowS, leadS: 60, atOnce: false }),
      ]);
      expect([atOnce.status, planned.status]).toContain("fulfilled");
      await one.keys.refresh();
      if (atOnce.status === "fulfilled") {
        expect(one.keys.knows(stolen)).toBe(false);
      } else {
        expect(String(atOnce.reason)).toMatch(/being rotated/);
      }
    }
  });
});
