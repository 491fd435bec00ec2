import type { MappingOf } from "../../../src/inbound/messages/mappingOf.ts";

/** Of a connector that reads without mappings. */
export const noMapping: MappingOf = async () => ({
  ...{ ok: false, reason: "NO_MAPPING", problem: "none is saved" },
});
