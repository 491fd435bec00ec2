import type { CouponRow } from "../../../db/queries/coupons/readCoupons.ts";
import type { Answer } from "../../domain/delivery/answer.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { encodeGlobalId } from "../../platform/globalId.ts";
import type { OutgoingRequest } from "../../platform/outgoing/guardedConnections.ts";
import type { Ask, ConversationKind, RequestContext } from "./destinationKind.ts";
import { below, segmentOf } from "./requests.ts";

/** What a voucher of theirs says of itself, by their names. */
type Voucher = Readonly<Record<string, unknown>>;

/** The metadata that says whose a voucher is: the coupon's id in the graph. */
const OURS = "tributary_coupon";

/**
 * Voucherify's vouchers: whatever happened to a coupon, its voucher is looked for, made where there
 * is none, given to its customer, and enabled or disabled as the coupon is now. So the same said
 * twice changes nothing. Its terms never change, and it expires there by its date.
 */
export const voucherify: ConversationKind<"voucherify"> = {
  kind: "voucherify",
  secret: "the application's id and its secret key, with a colon between",
  secretFault: (secret) =>
    /^[\x21-\x39\x3b-\x7e]+:[\x21-\x7e]+$/.test(secret)
      ? null
      : "must be the application's id, a colon and its secret key",
  asksCoupons: true,
  converse: async ({ coupon, knownBy }, context, ask) => {
    const segment = coupon === null ? null : segmentOf(coupon.code);
    if (coupon === null || segment === null) {
      return null;
    }
    const path = `/v1/vouchers/${segment}`;
    const found = await voucherAt(path, coupon, context, ask);
    if ("answer" in found) {
      return found.answer;
    }
    const { voucher } = found;
    let last: Answer = found.said;
    const isHeld = typeof voucher["holder_id"] === "string";
    if (!isHeld && knownBy !== null) {
      const publication = { customer: { source_id: knownBy }, voucher: coupon.code };
      last = (await ask(requestOf("POST", "/v1/publications", publication, context))).answer;
      if (last.kind !== "DELIVERED") {
        return last;
      }
    }
    if (voucher["active"] !== isActive(coupon)) {
      const act = isActive(coupon) ? "enable" : "disable";
      last = (await ask(requestOf("POST", `${path}/${act}`, null, context))).answer;
    }
    return last;
  },
};

/** The voucher of a coupon, made where there is none; or why not. */
async function voucherAt(
  path: string,
  coupon: CouponRow,
  context: RequestContext<"voucherify">,
  ask: Ask,
): Promise<{ readonly voucher: Voucher; readonly said: Answer } | { readonly answer: Answer }> {
  const there = await ask(requestOf("GET", path, null, context));
  const isMissing = there.answer.status === 404;
  const { answer, body } = isMissing
    ? await ask(requestOf("POST", path, voucherOf(coupon), context))
    : there;
  if (answer.kind !== "DELIVERED") {
    return { answer };
  }
  const voucher = body as Voucher;
  const metadata = voucher["metadata"] as Voucher | null | undefined;
  if (voucher["code"] !== coupon.code) {
    const text = "What it answered is no voucher of that code.";
    return { answer: { kind: "RETRY", status: null, text, retryAfterMs: null, isOfAll: false } };
  }
  return metadata?.[OURS] === idOf(coupon)
    ? { voucher, said: answer }
    : {
        answer: {
          ...{ kind: "REFUSED", status: answer.status },
          text: `A voucher of that code is there that is not this coupon's (metadata.${OURS}).`,
        },
      };
}

function voucherOf(coupon: CouponRow): object {
  const { code, terms, usesMax, validFrom, validUntil, campaign, currency } = coupon;
  const dateOf = (text: string) => formatInstant(instantFromPg(text));
  return {
    ...{ code, type: "DISCOUNT_VOUCHER", discount: discountOf(terms.value) },
    ...{ start_date: dateOf(validFrom), expiration_date: dateOf(validUntil) },
    ...{ redemption: { quantity: usesMax }, active: isActive(coupon) },
    metadata: { [OURS]: idOf(coupon), campaign, currency },
  };
}

/** Amounts in the currency's smallest unit, as they have them. */
function discountOf(value: CouponRow["terms"]["value"]): object {
  switch (value.kind) {
    case "AMOUNT":
      return { type: "AMOUNT", amount_off: Number(value.minor) };
    case "PERCENT":
      return { type: "PERCENT", percent_off: Number(value.percent) };
    case "FREE_ARTICLE":
      return {
        ...{ type: "UNIT", effect: "ADD_NEW_ITEMS", unit_off: 1, unit_type: value.article },
      };
  }
}

function isActive({ state }: CouponRow): boolean {
  return state === "ISSUED" || state === "RESERVED";
}

function idOf({ publicId }: CouponRow): string {
  return encodeGlobalId("Coupon", publicId);
}

function requestOf(
  method: "GET" | "POST",
  path: string,
  body: object | null,
  { sends, secrets: [secret] }: RequestContext<"voucherify">,
): OutgoingRequest {
  const colon = secret.indexOf(":");
  return {
    ...{ method, url: below(sends.url, path) },
    headers: {
      ...(body === null ? {} : { "content-type": "application/json" }),
      "x-app-id": secret.slice(0, colon),
      "x-app-token": secret.slice(colon + 1),
    },
    body: body === null ? null : JSON.stringify(body),
  };
}
