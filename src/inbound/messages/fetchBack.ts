/** What was fetched, or why not. */
export type Fetched =
  | { readonly ok: true; readonly body: Buffer }
  /** `isLasting`: it will not be there later either. */
  | { readonly ok: false; readonly isLasting: boolean; readonly problem: string };

/**
 * Fetches from the sender what a message only names, by a path below the address that the operator
 * has set up for the source.
 */
export type FetchBack = (path: string) => Promise<Fetched>;

/** Of a connector whose messages are whole. */
export const NOTHING_TO_FETCH: FetchBack = async () => ({
  ok: false,
  isLasting: true,
  problem: "Nothing is fetched back from this source.",
});

/** Reading is to be tried again later: what it needs is not to be had now. */
export class NotNow extends Error {
  override readonly name = "NotNow";
}
