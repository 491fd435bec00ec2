import { canonical, isSame, type SetupChange } from "./planSetup.ts";

const SIGNS: Readonly<Record<SetupChange["change"], string>> = {
  ...{ ADDED: "+", CHANGED: "~", RETIRED: "-", RESTORED: "+" },
};
const WORDS: Readonly<Record<SetupChange["change"], string>> = {
  ...{ ADDED: "", CHANGED: "", RETIRED: " (retired)", RESTORED: " (back)" },
};

/** A change in a line: `~ source shop: region null -> "GB"`. Pure. */
export function describeChange({ kind, code, change, before, after }: SetupChange): string {
  const what = kind === "INSTALLATION" ? "installation" : `${kind.toLowerCase()} ${code}`;
  const line = `${SIGNS[change]} ${what}${WORDS[change]}`;
  const fields = before === null || after === null ? [] : differences(before, after, "");
  if (fields.length > 0) {
    return `${line}: ${fields.join(", ")}`;
  }
  return change === "CHANGED" ? `${line}: its place` : line;
}

function differences(before: object, after: object, path: string): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [was, is] = [(before as Fields)[name], (after as Fields)[name]];
    if (isSame(was, is)) {
      return [];
    }
    const at = `${path}${name}`;
    return isFields(was) && isFields(is)
      ? differences(was, is, `${at}.`)
      : [`${at} ${canonical(was)} -> ${canonical(is)}`];
  });
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
