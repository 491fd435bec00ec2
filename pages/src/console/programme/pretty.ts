/** JSON with its lines; what is no JSON, such as YAML, as it is. */
export function pretty(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document), null, 2);
  } catch {
    return document;
  }
}
