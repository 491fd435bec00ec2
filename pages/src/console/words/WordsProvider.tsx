import { type ReactNode, useEffect, useMemo, useState } from "react";
import { LANGUAGES, type Language, type Wording, WordsContext } from "./context.ts";
import { en, type Words } from "./en.ts";
import { createFormats } from "./formats.ts";

/** Other languages are fetched by those who read them. */
const OTHERS: Readonly<Record<Exclude<Language, "en">, () => Promise<Words>>> = {
  de: async () => (await import("./de.ts")).de,
};
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

interface Spoken {
  readonly language: Language;
  readonly words: Words;
}

/** The words of a language once they are here; until then those of before, and at first none. */
function useSpoken(language: Language): Spoken | null {
  const [spoken, setSpoken] = useState<Spoken | null>(
    language === "en" ? { language, words: en } : null,
  );
  useEffect(() => {
    let isWanted = true;
    const speak = (now: Spoken) => {
      if (isWanted) {
        setSpoken(now);
      }
    };
    if (language === "en") {
      speak({ language, words: en });
    } else {
      OTHERS[language]().then(
        (words) => speak({ language, words }),
        // Not to be had now: better in English than not at all.
        () => speak({ language: "en", words: en }),
      );
    }
    return () => {
      isWanted = false;
    };
  }, [language]);
  return spoken;
}

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, setLanguage] = useState(firstLanguage);
  const spoken = useSpoken(wanted);
  useEffect(() => {
    document.documentElement.lang = spoken?.language ?? wanted;
  }, [spoken, wanted]);
  const wording = useMemo<Wording | null>(() => {
    if (spoken === null) {
      return null;
    }
    const { language, words } = spoken;
    const region = navigator.languages.find((tag) => tag.startsWith(language));
    return {
      ...{ language, words, formats: createFormats(region ?? language) },
      choose: (next) => {
        localStorage.setItem(CHOSEN, next);
        setLanguage(next);
      },
    };
  }, [spoken]);
  return wording && <WordsContext value={wording}>{children}</WordsContext>;
}
