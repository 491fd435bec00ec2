/** Words of PromQL that stand where a metric could. */
const WORDS: ReadonlySet<string> = new Set(
  "by without on ignoring group_left group_right offset bool and or unless inf nan start end".split(
    " ",
  ),
);

/** What is in no place of a metric: texts, labels, spans, and the labels that are grouped by. */
const ASIDE = [
  /"(?:[^"\\]|\\.)*"/g,
  /\{[^}]*\}/g,
  /\[[^\]]*\]/g,
  /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g,
  /\boffset\s+\w+/g,
];

/** Names of the metrics that an expression asks for. */
export function metricsIn(expression: string): readonly string[] {
  const bare = ASIDE.reduce((text, pattern) => text.replaceAll(pattern, " "), expression);
  const names = [...bare.matchAll(/(?<![\w.])[a-zA-Z_:][\w:]*(?!\w*\s*\()/g)].map(([name]) => name);
  return [...new Set(names.filter((name) => !WORDS.has(name)))];
}
