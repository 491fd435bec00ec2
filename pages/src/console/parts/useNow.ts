import { useEffect, useState } from "react";

/** How often "three minutes ago" is said anew, milliseconds. */
const TICK_MS = 30_000;

/** The time of now, told again every half minute. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
