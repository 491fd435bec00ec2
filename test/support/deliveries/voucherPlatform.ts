import type { ReceivedRequest, Reply } from "./scriptedReceiver.ts";

/** A voucher as the platform keeps it. */
export interface StoredVoucher {
  readonly code: string;
  readonly discount: object;
  readonly redemption: { readonly quantity: number | null };
  readonly metadata: Readonly<Record<string, unknown>>;
  active: boolean;
  holder_id: string | null;
}

/** A coupon platform of Voucherify's public shapes, as far as destinations ask it. */
export class VoucherPlatform {
  readonly vouchers = new Map<string, StoredVoucher>();
  /** Whom vouchers were given to, each time that one was. */
  readonly publications: { readonly voucher: string; readonly sourceId: string }[] = [];

  /** Does what is asked; once for what cannot be done twice, as theirs refuses a second time. */
  readonly reply = ({ method, path, body }: ReceivedRequest): Reply => {
    const [, code = "", act = ""] = /^\/v1\/vouchers\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    const voucher = this.vouchers.get(code);
    if (path === "/v1/publications") {
      return this.#publish(JSON.parse(body));
    }
    if (method === "POST" && act === "") {
      return voucher === undefined ? this.#make(code, JSON.parse(body)) : DUPLICATE;
    }
    if (voucher === undefined) {
      return { status: 404, body: JSON.stringify({ code: 404, key: "not_found" }) };
    }
    voucher.active = act === "enable" ? true : act === "disable" ? false : voucher.active;
    return { status: 200, body: JSON.stringify(voucher) };
  };

  #make(code: string, given: Omit<StoredVoucher, "holder_id">): Reply {
    const voucher = { ...given, code, holder_id: null };
    this.vouchers.set(code, voucher);
    return { status: 200, body: JSON.stringify(voucher) };
  }

  #publish(given: { readonly voucher: string; readonly customer: { source_id: string } }): Reply {
    const voucher = this.vouchers.get(given.voucher);
    if (voucher === undefined || voucher.holder_id !== null) {
      return DUPLICATE;
    }
    voucher.holder_id = `cust_${given.customer.source_id}`;
    this.publications.push({ voucher: given.voucher, sourceId: given.customer.source_id });
    return { status: 200, body: JSON.stringify({ voucher }) };
  }
}

const DUPLICATE: Reply = {
  ...{ status: 400, body: JSON.stringify({ code: 400, key: "duplicated_resource" }) },
};
