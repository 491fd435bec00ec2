/** What a subject can be made of, by the name that stands in braces. */
const PARTS = ["type", "customer"] as const;
type Part = (typeof PARTS)[number];

/** How subjects of messages are written, for people. */
export const subjectRule = `tokens of letters, digits, - and _ with dots between them, or ${PARTS.map((part) => `{${part}}`).join(", ")}`;

const TOKEN = new RegExp(`^(?:[A-Za-z0-9_-]+|\\{(?:${PARTS.join("|")})\\})$`);

/** Whether a text is the template of a subject: each token a word, or a part in braces. */
export function isSubject(template: string): boolean {
  return template.split(".").every((token) => TOKEN.test(token));
}

/** The subject of a message. @param parts of it; none holds spaces or wildcards */
export function subjectOf(template: string, parts: Readonly<Record<Part, string>>): string {
  return template
    .split(".")
    .map((token) => (token.startsWith("{") ? parts[token.slice(1, -1) as Part] : token))
    .join(".");
}
