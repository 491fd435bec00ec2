import type { SourceRow } from "../../db/queries/programme/catalog.ts";
import { echo } from "../domain/purchase/rejection.ts";
import type { Catalog } from "./catalog.ts";

/** A source of which events are taken in, or why they are not. */
export type TakenSource =
  | { readonly source: SourceRow; readonly refusal: null }
  | {
      readonly source: null;
      readonly refusal: {
        readonly reason: "UNKNOWN_SOURCE" | "SOURCE_RETIRED";
        readonly message: string;
      };
    };

/** The same answer by every door, of purchases as of interactions. */
export function takenSource(catalog: Pick<Catalog, "source">, code: string): TakenSource {
  const source = catalog.source(code);
  if (source === undefined) {
    const message = `No source ${echo(code)} is registered here. Correct its code, or set it up with \`tributary apply\` (docs/guides/set-up.md).`;
    return { source: null, refusal: { reason: "UNKNOWN_SOURCE", message } };
  }
  if (source.retired_at !== null) {
    const since = source.retired_at.slice(0, "2026-11-29".length);
    const message = `The source ${source.code} was retired on ${since}: nothing new of it is taken in. Send it under the code that took its place, or bring it back (docs/guides/set-up.md).`;
    return { source: null, refusal: { reason: "SOURCE_RETIRED", message } };
  }
  return { source, refusal: null };
}
