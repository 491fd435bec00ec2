import { createContext, useContext } from "react";
import type { Formats } from "../../console/words/formats.ts";
import type { Words } from "./en.ts";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The till's language: its texts, and how it writes dates, money and numbers. */
export interface Wording {
  readonly language: Language;
  readonly words: Words;
  readonly formats: Formats;
  readonly choose: (language: Language) => void;
}

export const WordsContext = createContext<Wording | null>(null);

/** @throws Error outside of WordsProvider */
export function useWords(): Wording {
  const wording = useContext(WordsContext);
  if (wording === null) {
    throw new Error("There are no words here.");
  }
  return wording;
}
