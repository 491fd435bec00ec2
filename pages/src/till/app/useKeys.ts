import { useEffect } from "react";

/** Which key leads where, by `data-key` of a field or a button. */
export const KEYS = ["F2", "F3", "F4", "F8", "F9"] as const;

/** A till's keys go to their field from anywhere; buttons are only led to, never pressed. */
export function useKeys(): void {
  useEffect(() => {
    const go = (event: KeyboardEvent) => {
      if (!KEYS.some((key) => key === event.key)) {
        return;
      }
      const place = document.querySelector<HTMLElement>(`[data-key="${event.key}"]`);
      if (place !== null) {
        event.preventDefault();
        place.focus();
      }
    };
    addEventListener("keydown", go);
    return () => removeEventListener("keydown", go);
  }, []);
}
