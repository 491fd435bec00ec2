import { type ReactNode, useEffect, useMemo, useState } from "react";
import { createFormats } from "../../console/words/formats.ts";
import { LANGUAGES, type Language, type Wording, WordsContext } from "./context.ts";
import { de } from "./de.ts";
import { en, type Words } from "./en.ts";

const WORDS: Readonly<Record<Language, Words>> = { en, de };
const CHOSEN = "tributary.language";

function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.some((one) => one === text);
}

/** What was chosen here, or what the browser asks for. */
function firstLanguage(): Language {
  const chosen = localStorage.getItem(CHOSEN);
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
