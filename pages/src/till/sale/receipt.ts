import type { Place, Sale } from "./sale.ts";

export type Tender = "cash" | "card";

/** Where the server is with a sale; `queued` is what it has not been told. */
export type ReceiptState = "queued" | "APPLIED" | "HELD" | "REJECTED" | "CONFLICT" | "VOIDED";

/** What names a receipt. */
export interface ReceiptName {
  readonly number: string;
  readonly place: Pick<Place, "store" | "till">;
  readonly businessDate: string;
}

/** A sale that is closed, as it was printed. */
export interface Receipt extends ReceiptName {
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly sale: Sale;
  readonly tender: Tender;
  readonly state: ReceiptState;
  /** What is wrong with it, in the server's words. */
  readonly message: string | null;
  /** What it earns; null while that is not known. */
  readonly points: string | null;
}
