import { type ReactNode, useEffect, useMemo, useState } from "react";
import { LANGUAGES, type Language, type Wording, WordsContext } from "./context.ts";
import { de } from "./de.ts";
import { en, type Words } from "./en.ts";
import { createFormats } from "./formats.ts";

const WORDS: Readonly<Record<Language, Words>> = { en, de };
const CHOSEN = "tributary.language";

function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.some((one) => one === text);
}

/** What was chosen here before; null also where the browser keeps storage from a frame. */
function readChosen(): string | null {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}

/** What was chosen here, or what the browser asks for. */
function firstLanguage(): Language {
  const chosen = readChosen();
  if (isLanguage(chosen)) {
    return chosen;
  }
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const wording = useMemo<Wording>(() => {
    const region = navigator.languages.find((tag) => tag.startsWith(language));
    return {
      ...{ language, words: WORDS[language], formats: createFormats(region ?? language) },
      choose: (next) => {
        localStorage.setItem(CHOSEN, next);
        setLanguage(next);
      },
    };
  }, [language]);
  return <WordsContext value={wording}>{children}</WordsContext>;
}
