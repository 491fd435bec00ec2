import { useEffect } from "react";
import type { Session } from "./session.ts";

/** How long nobody may touch the page until it is covered, milliseconds. */
export const IDLE_MS = 15 * 60_000;
const LOOK_MS = 1_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Covers the page when nobody has touched it for long, also after the machine has slept. */
export function useIdleCover(session: Session): void {
  useEffect(() => {
    let touchedMs = Date.now();
    const touch = () => {
      touchedMs = Date.now();
    };
    const look = () => {
      if (Date.now() - touchedMs >= IDLE_MS) {
        session.cover("idle");
        touch();
      }
    };
    for (const name of TOUCHES) {
      addEventListener(name, touch, { passive: true });
    }
    const timer = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(timer);
      for (const name of TOUCHES) {
        removeEventListener(name, touch);
      }
    };
  }, [session]);
}
