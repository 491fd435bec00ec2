import { make } from "./dom.ts";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?/g;

/** JSON with a class for each kind of word, for the colours of the page. */
export function coloured(json: string): readonly (Node | string)[] {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const match of json.matchAll(TOKEN)) {
    const [word, text, colon, literal] = match;
    const kind =
      colon !== undefined ? "key" : text !== undefined ? "text" : literal ? "literal" : "number";
    const shown = text ?? word;
    parts.push(json.slice(from, match.index), make("span", { className: `j-${kind}` }, shown));
    from = match.index + shown.length;
  }
  return [...parts, json.slice(from)];
}
