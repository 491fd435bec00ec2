import { Badge, Group } from "@mantine/core";
import type { ShownHopFragment } from "../../__generated__/graphql.ts";
import { HOP_COLOURS } from "../hops/HopTimeline.tsx";
import { useWords } from "../words/context.ts";

/** The way of a purchase in one line: what it has crossed, and where it stands. */
export function HopBadges({ hops }: { readonly hops: readonly ShownHopFragment[] }) {
  const { words, formats } = useWords();
  const shown = hops.filter(({ state }) => state !== "NOT_EXPECTED");
  return (
    <Group gap={4}>
      {shown.map(({ boundary, state, lagMs }) => (
        <Badge
          key={boundary.code}
          variant="light"
          tt="none"
          color={HOP_COLOURS[state] ?? "gray"}
          title={`${boundary.from} → ${boundary.to}: ${words.caller.orders.hops[state] ?? state}`}
        >
          {boundary.to}
          {lagMs == null ? "" : ` ${formats.lag(lagMs)}`}
        </Badge>
      ))}
    </Group>
  );
}
