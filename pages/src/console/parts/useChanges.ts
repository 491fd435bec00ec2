import { useRef } from "react";

/** How often a value has become another one since it was first there, by what it says. */
export function useChanges(value: unknown): number {
  const text = value === undefined ? null : JSON.stringify(value);
  const seen = useRef({ text, changes: 0 });
  if (seen.current.text !== text) {
    const isFirst = seen.current.text === null;
    seen.current = { text, changes: seen.current.changes + (isFirst ? 0 : 1) };
  }
  return seen.current.changes;
}
