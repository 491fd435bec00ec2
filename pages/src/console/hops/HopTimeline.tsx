import { Anchor, Badge, Group, Text, Timeline } from "@mantine/core";
import type { ShownHopFragment } from "../../__generated__/graphql.ts";
import { useWords } from "../words/context.ts";

/** How the state of a hop looks. */
export const HOP_COLOURS: Readonly<Record<string, string>> = {
  OK: "teal",
  LATE: "yellow",
  PENDING: "blue",
  MISSING: "red",
  HELD: "orange",
  REJECTED: "red",
  WRONG: "red",
  NOT_EXPECTED: "gray",
};

/** The way of a purchase hop by hop: when it arrived, how late, and who is called. */
export function HopTimeline({ hops }: { readonly hops: readonly ShownHopFragment[] }) {
  const { words, formats } = useWords();
  const say = words.operations.purchase;
  return (
    <Timeline bulletSize={14} lineWidth={2} active={hops.length}>
      {hops.map(({ boundary, state, at, lagMs, detail }) => (
        <Timeline.Item
          key={boundary.code}
          color={HOP_COLOURS[state] ?? "gray"}
          title={`${boundary.from} → ${boundary.to}`}
        >
          <Group gap="xs">
            <Badge variant="light" color={HOP_COLOURS[state] ?? "gray"}>
              {words.caller.orders.hops[state] ?? state}
            </Badge>
            {at != null && <Text size="sm">{formats.moment(at)}</Text>}
            {lagMs != null && (
              <Text size="sm" className="figure">
                {formats.lag(lagMs)}
              </Text>
            )}
          </Group>
          {detail != null && (
            <Text size="sm" className="foreign">
              {detail}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {say.owner}: {boundary.owner.team}, {boundary.owner.contact} ·{" "}
            <Anchor
              href={`/${boundary.runbook.replace(/\.md(?=#|$)/, "")}`}
              // In a frame of another program nothing but this page may be shown.
              target="_blank"
              size="xs"
            >
              {say.runbook}
            </Anchor>
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
