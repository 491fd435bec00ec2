import { Badge } from "@mantine/core";
import { useWords } from "../words/context.ts";

/** What is odd about a source, each in a word or two. */
export function Signs({ signs }: { readonly signs: readonly { readonly code: string }[] }) {
  const { words } = useWords();
  return signs.map(({ code }) => (
    <Badge
      key={code}
      size="sm"
      miw="max-content"
      variant="light"
      color={code === "QUIET" ? "red" : "orange"}
    >
      {words.sources.signs[code] ?? code}
    </Badge>
  ));
}
