import type { CustomerModel } from "../../src/customers/customers.ts";
import { parseInstant } from "../../src/domain/time/parseInstant.ts";
import type { Loaders } from "../../src/graph/loaders.ts";
import type { HoldAnswer } from "../../src/loyalty/points/hold.ts";
import type { PointsAnswer } from "../../src/loyalty/points/pointsAnswer.ts";
import { decodeGlobalId, encodeGlobalId } from "../../src/platform/globalId.ts";

/** Public id of a hold; null for an id that is none of ours. */
export function holdIdOf(id: string): string | null {
  const decoded = decodeGlobalId(id);
  return decoded?.type === "PointsHold" ? decoded.key : null;
}

/** What mutations of points answer: the customer after it, as far as the viewer may see it. */
export async function pointsPayload(
  loaders: Loaders,
  answer: PointsAnswer,
): Promise<{ customer: CustomerModel | null; userErrors: PointsAnswer["userErrors"] }> {
  // Whatever this request read before is from before.
  loaders.clear();
  const { customer = null, userErrors } = answer;
  return {
    customer: customer === null ? null : await loaders.customers.byLeaf(BigInt(customer)),
    userErrors,
  };
}

/** As `pointsPayload`, with what was set aside. */
export async function holdPayload(loaders: Loaders, answer: HoldAnswer) {
  const { hold } = answer;
  return {
    ...(await pointsPayload(loaders, answer)),
    hold: hold === null ? null : holdOf(hold),
  };
}

/** What was set aside, as it stands with the key of the call. */
export function holdOf({ publicId, points, expiresAt }: NonNullable<HoldAnswer["hold"]>) {
  return {
    id: encodeGlobalId("PointsHold", publicId),
    points: BigInt(points),
    expiresAt: expiresAt === null ? null : parseInstant(expiresAt),
  };
}
