import { readYaml, type YamlFault } from "../../platform/yamlFile.ts";
import { mappingDocument } from "./language/document.ts";
import { compileMapping, type Mapping } from "./mapping.ts";

export type MappingRead =
  | {
      readonly ok: true;
      readonly mapping: Mapping;
      /** Where a part of it stands, as `line:column`. */
      readonly placeOf: (path: readonly (string | number)[]) => string;
    }
  /** Each as `line:column: field: what is to be there`. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads a mapping, YAML or JSON, and compiles it. All faults at once; never throws. */
export function readMapping(text: string): MappingRead {
  let mapping: Mapping | null = null;
  const read = readYaml(text, mappingDocument, (document): readonly YamlFault[] => {
    const compiled = compileMapping(document);
    mapping = compiled.mapping;
    return compiled.faults;
  });
  return read.ok && mapping !== null
    ? { ok: true, mapping, placeOf: read.placeOf }
    : { ok: false, faults: read.ok ? [] : read.faults };
}
