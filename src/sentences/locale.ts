/** Languages we have sentences in. */
export type Language = "en" | "de";

/** The language of a BCP 47 tag; English for those we do not speak. */
export function languageOf(locale: string | null | undefined): Language {
  return locale?.split("-", 1)[0]?.toLowerCase() === "de" ? "de" : "en";
}

/** A name in the wanted language: the tag itself, its language, English, or whichever there is. */
export function nameIn(
  names: Readonly<Record<string, string>>,
  locale: string | null | undefined,
  fallback: string,
): string {
  const wanted = locale ?? "en";
  const language = wanted.split("-", 1)[0] ?? wanted;
  const own = (tag: string) => (Object.hasOwn(names, tag) ? names[tag] : undefined);
  return own(wanted) ?? own(language) ?? own("en") ?? Object.values(names)[0] ?? fallback;
}
