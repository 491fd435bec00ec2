import { uuidv7 } from "uuidv7";
import { expect } from "vitest";
import type { Role } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { type GiveGoodwillRequest, giveGoodwill } from "../../../src/goodwill/giveGoodwill.ts";
import { undoGoodwill } from "../../../src/goodwill/undoGoodwill.ts";
import { adjustPoints } from "../../../src/loyalty/points/adjustPoints.ts";
import { authorisePoints } from "../../../src/loyalty/points/authorisePoints.ts";
import type { HoldAnswer } from "../../../src/loyalty/points/hold.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { sale } from "../../integration/verify/mixedLife.ts";
import { cloneTemplateDatabase } from "../database.ts";
import { at, setUpRetailer, startReceiver, viewerOf } from "../receiver.ts";
import { setUpGoodwill } from "../rules/goodwill.ts";

export const NOW = at("2026-03-10T12:00:00Z");

/**
 * A programme whose points expire after a month, with members, and what tills and agents do to
 * their points.
 */
export type PointsBench = Awaited<ReturnType<typeof startPointsBench>>;

type GiveMore = Partial<
  Pick<GiveGoodwillRequest, "reason" | "note" | "expectedVersion" | "idempotencyKey">
> & { readonly now?: Instant };

export async function startPointsBench() {
  const database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql, {
    ...DEFAULT_RULESET_DOCUMENT,
    wallets: [{ code: "points", pointValue: "0.01", expiry: { kind: "FIXED", months: 1 } }],
    limits: { adjustedPerAgentAndDay: 1_000 },
  });
  await setUpGoodwill(database.sql);
  const gateway = await startReceiver(database.url);
  const deps = (now: Instant = NOW) => ({
    sql: database.sql,
    catalog: gateway.catalog,
    newPublicId: uuidv7,
    now,
  });
  let keys = 0;
  const key = () => {
    keys += 1;
    return `key-${keys}`;
  };
  const who = (role: Role, principal = `test:${role}`) => ({ ...viewerOf(role), principal });

  return {
    database,
    gateway,
    deps,
    key,
    who,

    member: async (name: string, gross = "100.00", now = NOW): Promise<bigint> => {
      const [result] = await gateway.send([sale(`${name}-1`, name, gross)], { now });
      expect(result?.outcome).toBe("APPLIED");
      return result?.leafId as bigint;
    },

    adjust: (rootId: bigint, points: bigint, viewer = who("supervisor"), now = NOW) =>
      adjustPoints(deps(now), {
        ...{ viewer, rootId, said: `${rootId}`, idempotencyKey: key(), wallet: "points", points },
        reason: "goodwill",
      }),

    give: (
      rootId: bigint,
      what: { readonly points?: bigint; readonly coupon?: string },
      viewer = who("agent"),
      { now = NOW, ...more }: GiveMore = {},
    ) =>
      giveGoodwill(deps(now), {
        ...{ viewer, rootId, said: `${rootId}`, idempotencyKey: key(), reason: "LATE_DELIVERY" },
        ...{ points: what.points ?? null, coupon: what.coupon ?? null },
        ...{ note: null, expectedVersion: null, ...more },
      }),

    undo: (gift: string | null, viewer = who("agent"), now = NOW, idempotencyKey = key()) =>
      undoGoodwill(deps(now), { viewer, gift, idempotencyKey }),

    authorise: (rootId: bigint, points: bigint, now = NOW, idempotencyKey = key()) =>
      authorisePoints(deps(now), {
        ...{ viewer: who("till"), rootId, said: `${rootId}`, idempotencyKey },
        ...{ wallet: "points", points, reference: "R-1", expiresInSeconds: null },
      }),

    ended: (answer: HoldAnswer) => ({
      viewer: who("till"),
      authorisation: answer.hold?.publicId ?? null,
      idempotencyKey: key(),
    }),

    expectSound: async (now: Instant): Promise<void> => {
      const report = await verifyDatabase(database.sql, { now });
      const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
      expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
    },

    close: async (): Promise<void> => {
      await gateway.close();
      await database.drop();
    },
  };
}
