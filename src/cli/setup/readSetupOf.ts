import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { formatPath, readRulesetDocument } from "../../domain/ruleset/readDocument.ts";
import type { RulesetDocument } from "../../domain/ruleset/rulesetSchema.ts";
import { readSetupFile, type SetupPath } from "../../domain/setup/readSetup.ts";
import type { SetupDocument } from "../../domain/setup/setupSchema.ts";

/** A fault of a file, for people and for editors. */
export interface SetupFault {
  readonly file: string;
  /** From 1; null where the fault is of the whole. */
  readonly line: number | null;
  readonly column: number | null;
  readonly path: string;
  readonly message: string;
}

/** A set-up file that was read, with the rules that it names. */
export interface SetupFile {
  readonly file: string;
  readonly document: SetupDocument;
  readonly rules: RulesetDocument | null;
  /** Faults that only the database shows, at their places in the file. */
  readonly faultsOf: (
    issues: readonly { readonly path: SetupPath; readonly message: string }[],
  ) => readonly SetupFault[];
}

export type SetupFileRead =
  | (SetupFile & { readonly ok: true })
  | { readonly ok: false; readonly faults: readonly SetupFault[] };

const NO_PLACE = { line: null, column: null };
/** Rules of a file are read as those of a first version. */
const VERSION = 1;

/** Reads a set-up file and the rules that it names. All faults at once; never throws. */
export async function readSetupOf(file: string): Promise<SetupFileRead> {
  const content = await contentOf(file);
  if (!content.ok) {
    return content;
  }
  const read = readSetupFile(content.text);
  if (!read.ok) {
    const faults = read.issues.map(({ path, ...rest }) => ({
      ...{ file, path: formatPath(path), ...rest },
    }));
    return { ok: false, faults };
  }
  const { document, placeOf } = read;
  const faultsOf: SetupFile["faultsOf"] = (issues) =>
    issues.map(({ path, message }) => ({
      ...{ file, path: formatPath(path), message, ...placeOf(path) },
    }));
  const rules = await rulesOf(file, document.rules, faultsOf);
  return "faults" in rules
    ? { ok: false, faults: rules.faults }
    : { ok: true, file, document, rules: rules.document, faultsOf };
}

async function rulesOf(
  file: string,
  rules: SetupDocument["rules"],
  faultsOf: SetupFile["faultsOf"],
): Promise<
  { readonly document: RulesetDocument | null } | { readonly faults: readonly SetupFault[] }
> {
  if (rules === undefined) {
    return { document: null };
  }
  if (typeof rules !== "string") {
    const read = readRulesetDocument(JSON.stringify(rules), VERSION);
    const within = (path: SetupPath) => ["rules", ...path];
    return read.ok
      ? { document: read.document }
      : { faults: faultsOf(read.issues.map((one) => ({ ...one, path: within(one.path) }))) };
  }
  const path = resolve(dirname(file), rules);
  const content = await contentOf(path);
  if (!content.ok) {
    return { faults: faultsOf([{ path: ["rules"], message: content.faults[0]?.message ?? "" }]) };
  }
  const read = readRulesetDocument(content.text, VERSION);
  return read.ok
    ? { document: read.document }
    : {
        faults: read.issues.map((one) => ({
          ...{ file: path, path: formatPath(one.path), message: one.message, ...NO_PLACE },
        })),
      };
}

async function contentOf(
  file: string,
): Promise<
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly faults: readonly SetupFault[] }
> {
  try {
    return { ok: true, text: await readFile(file, "utf8") };
  } catch (error) {
    const message = `${file} cannot be read: ${error instanceof Error ? error.message : error}`;
    return { ok: false, faults: [{ file, path: "", message, ...NO_PLACE }] };
  }
}

/** `setup.yaml:12:5: sources[0].region: must be ...`: editors and terminals jump there. */
export function tellFault({ file, line, column, path, message }: SetupFault): string {
  const place = line === null ? file : `${file}:${line}:${column}`;
  return path === "" ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}
