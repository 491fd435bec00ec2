import { z } from "zod";
import { textFault } from "../identity/seen.ts";

/** What sections of the document are made of. */

const TEXT_LENGTH_MAX = 200;
/** Entries of one section: stores of the largest chain that we can think of. */
const ENTRIES_MAX = 10_000;

/** A text for people. */
export const text = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(TEXT_LENGTH_MAX, `is too long; at most ${TEXT_LENGTH_MAX} characters`)
  .superRefine((value, context) => {
    const fault = textFault(value);
    if (fault !== null) {
      context.addIssue({ code: "custom", message: fault });
    }
  });
/** A code of at most that many bytes. */
export const codeOf = (bytesMax: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .superRefine((value, context) => {
      const fault =
        value.trim() !== value
          ? "begins or ends with a space"
          : Buffer.byteLength(value) > bytesMax
            ? `is too long; at most ${bytesMax} bytes`
            : textFault(value);
      if (fault !== null) {
        context.addIssue({ code: "custom", message: fault });
      }
    });
/** A section: entries with codes of their own. */
export function entries<Entry extends z.ZodType<{ code: string }>>(
  entry: Entry,
  max = ENTRIES_MAX,
) {
  return z
    .array(entry)
    .max(max, `at most ${max} entries`)
    .superRefine((list, context) => {
      const seen = new Set<string>();
      for (const [at, one] of list.entries()) {
        if (seen.has(one.code)) {
          const message = `${one.code} is there twice; give each a code of its own`;
          context.addIssue({ code: "custom", path: [at, "code"], message });
        }
        seen.add(one.code);
      }
    });
}
