import { fileRuleOf, READ_RULES, type ReadRule } from "./readBack.ts";
import { askedBy } from "./sends.ts";
import type { DestinationSettings } from "./settings.ts";

/** How values of a destination are compared, and by what it knows a customer. */
export interface Comparing {
  readonly rule: ReadRule;
  /** A field of the customer. */
  readonly key: string;
}

type Compared = Pick<DestinationSettings, "sends" | "fields" | "readBack">;

/** Why a destination is compared with no file: it is asked, or is told nothing of a customer. */
export type NoFile = "READ_BACK" | "NO_CUSTOMERS" | "NO_FIELDS";

/**
 * How a destination in shadow is compared with a file of what its other feed told, or why it is
 * not. One that is read back has one way to be compared, and needs no second. Pure.
 */
export function fileComparing({ sends, fields, readBack }: Compared): Comparing | NoFile {
  const rule = fileRuleOf(sends.kind);
  if (readBack !== undefined) {
    return "READ_BACK";
  }
  if (rule === null) {
    return "NO_CUSTOMERS";
  }
  return Object.keys(fields).length === 0 ? "NO_FIELDS" : { rule, key: keyOf(sends) };
}

/** What is told of a customer, as it is kept to be compared; null: nothing is kept. Pure. */
export function keptComparing(settings: Compared, isShadow: boolean): Comparing | null {
  const { sends, readBack } = settings;
  const key = askedBy(sends);
  const rule = READ_RULES[sends.kind];
  if (readBack !== undefined) {
    return rule === null || key === null ? null : { rule, key };
  }
  const byFile = isShadow ? fileComparing(settings) : "READ_BACK";
  return typeof byFile === "string" ? null : byFile;
}

/** Whoever is told of our customers by our own ids knows them by these. */
function keyOf(sends: Compared["sends"]): string {
  return askedBy(sends) ?? "customer.id";
}
