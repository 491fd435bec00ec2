import type { StoreRow } from "../../db/queries/programme/catalog.ts";
import { requireScope } from "../access/authorise.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import type { Instant } from "../domain/time/instant.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";
import type { Directory } from "./directory.ts";

const LIST = "stores";

interface ProgrammeReadsDeps {
  readonly directory: Directory;
  readonly viewer: Viewer;
  readonly now: () => Instant;
}

/** What forms choose from: the programme in force with its tiers, and the stores. */
export function createProgrammeReads({ directory, viewer, now }: ProgrammeReadsDeps) {
  return {
    /** @throws AppError FORBIDDEN, UNAUTHENTICATED */
    inForce: (): Ruleset["programme"] => {
      requireReader(viewer);
      return directory.rulesetAt(now()).programme;
    },

    /** From the lowest to the highest. */
    tiers: (): Ruleset["tiers"] => directory.rulesetAt(now()).tiers,

    /** Null where there is no such code. */
    store: (code: string | null): StoreRow | null => directory.store(code),

    /**
     * By code, a page at a time.
     *
     * @throws AppError FORBIDDEN, UNAUTHENTICATED, BAD_USER_INPUT, BAD_CURSOR
     */
    stores: ({
      first,
      after,
    }: {
      readonly first: number;
      readonly after?: string | null;
    }): Page<StoreRow> => {
      requireReader(viewer);
      const size = pageSize(first);
      const key = decodeCursor(LIST, after, isStoreKey);
      const behind = key === null ? "" : key[0];
      const rows = directory.stores.filter(({ code }) => code > behind);
      return pageOf(
        LIST,
        rows.slice(0, size),
        ({ code }) => [code],
        rows.length > size,
        key !== null,
      );
    },
  };
}

/** Whoever reads customers, or what is set up. */
function requireReader(viewer: Viewer): void {
  requireScope(viewer, "customer:read", "customer:read-own", "programme:read", "operations:read");
}

function isStoreKey(key: SortKey): key is readonly [code: string] {
  return key.length === 1 && typeof key[0] === "string";
}
