import { useState } from "react";

/** What is typed into a form, and how one field of it is changed. */
export function useFilled<Filled extends object>(atFirst: () => Filled) {
  const [filled, setFilled] = useState(atFirst);
  const fill = (part: Partial<Filled>) => setFilled((before) => ({ ...before, ...part }));
  return [filled, fill] as const;
}
