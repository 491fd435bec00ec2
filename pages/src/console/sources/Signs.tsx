import { Badge } from "@mantine/core";
import { useChapter } from "../words/chapter.ts";
import { SOURCES } from "./words.ts";

/** What is odd about a source, each in a word or two. */
export function Signs({ signs }: { readonly signs: readonly { readonly code: string }[] }) {
  const say = useChapter(SOURCES);
  return signs.map(({ code }) => (
    <Badge
      key={code}
      size="sm"
      miw="max-content"
      variant="light"
      color={code === "QUIET" ? "red" : "orange"}
    >
      {say.signs[code] ?? code}
    </Badge>
  ));
}
