import { type MouseEvent, useRef } from "react";

/**
 * Gives the keyboard back after a dialogue: to what opened it, or, where that is gone by then, to
 * the page that it stood on.
 */
export function useOpener() {
  const opener = useRef<HTMLElement | null>(null);
  const rest = useRef<HTMLDivElement>(null);
  return {
    /** What is pressed to open the dialogue. */
    note: ({ currentTarget }: MouseEvent<HTMLElement>) => {
      opener.current = currentTarget;
    },
    /** Of what takes the keyboard otherwise; it needs a tab index of -1. */
    rest,
    back: () => (opener.current?.isConnected ? opener.current : rest.current)?.focus(),
  };
}
