/**
 * Shapes with names as somebody else writes them: each with whose they are.
 */
const FOREIGN: Readonly<Record<string, string>> = {
  Address: "an option of the driver",
  DemoClaims: "a claim of a token",
  StoredKey: "fields of a file on disk",
};

const SHAPE = /^(?:export )?(?:interface|type) (\w+)[^\n]*\{\n([\s\S]*?)^\}/gm;
const SNAKE_CASE = /^\s+(?:readonly )?([a-z0-9]+_[a-z0-9_]+)\??:/gm;

/**
 * Fields in snake_case outside of rows: a `*Row` has its columns as they are stored, every other
 * shape has names in camelCase.
 */
export function snakeOutsideRows(path: string, text: string): readonly string[] {
  return [...text.matchAll(SHAPE)].flatMap(([, name = "", fields = ""]) =>
    name.endsWith("Row") || name in FOREIGN
      ? []
      : [...fields.matchAll(SNAKE_CASE)].map(
          ([, field]) => `${path}: ${name} has ${field}: snake_case is for rows`,
        ),
  );
}
