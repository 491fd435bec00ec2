import { use } from "react";
import { type Language, useWords } from "./context.ts";

/** The words of some pages, which come with those pages and not with all of the console. */
export interface Chapter<Words> {
  readonly in: (language: Language) => Words | Promise<Words>;
}

/** A chapter: its English is in the page's own file, what others read is fetched once. */
export function chapter<Words>(en: Words, de: () => Promise<Words>): Chapter<Words> {
  let german: Promise<Words> | undefined;
  return {
    in: (language) => {
      if (language === "en") {
        return en;
      }
      // Not to be had now: better in English than not at all.
      german ??= de().catch(() => en);
      return german;
    },
  };
}

/** The words of a chapter in the page's language; the page waits for those that are fetched. */
export function useChapter<Words>(of: Chapter<Words>): Words {
  const { language } = useWords();
  const said = of.in(language);
  return said instanceof Promise ? use(said) : said;
}
