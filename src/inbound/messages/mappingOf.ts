import type { Mapping } from "../mapping/mapping.ts";

/** A saved mapping, or why there is none to read with. */
export type MappingFound =
  | { readonly ok: true; readonly mapping: Mapping; readonly version: number }
  | { readonly ok: false; readonly reason: string; readonly problem: string };

/** The newest version of a mapping, by its name. Throws what the database throws. */
export type MappingOf = (name: string) => Promise<MappingFound>;
