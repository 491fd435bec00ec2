import { Accordion, Badge, Group, List, Progress, Stack, Text } from "@mantine/core";
import type { CallerLoyaltyFragment, CallerProgressFragment } from "../../__generated__/graphql.ts";
import { CopyText } from "../parts/CopyText.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";

/** Which tier, since when, until when, and why; what is missing to the next and to keep it. */
export function TierCard({ loyalty }: { readonly loyalty: CallerLoyaltyFragment | null }) {
  const { words, formats } = useWords();
  const say = words.caller.tier;
  if (loyalty === null) {
    return (
      <Section title={say.title} of={null}>
        <Nothing>{say.none}</Nothing>
      </Section>
    );
  }
  const { tier, tierSince, tierUntil, status, next, keep, nextChange } = loyalty;
  const until = tierUntil == null ? say.open : say.until(formats.day(tierUntil));
  return (
    <Section
      title={say.title}
      of={[tier.code, tierSince, tierUntil, status, loyalty.override, loyalty.grants]}
      aside={
        <Badge variant="light" color={status === "ENROLLED" ? "teal" : "red"}>
          {say.status[status] ?? status}
        </Badge>
      }
    >
      <Stack gap="sm">
        <div>
          <Text fw={700} size="xl" data-testid="tier">
            {tier.name}
          </Text>
          <Text size="sm" c="dimmed">
            {say.since(formats.day(tierSince))}, {until}
          </Text>
        </div>
        <Given loyalty={loyalty} />
        {next != null && <Way title={say.next(next.tier.name)} of={next} />}
        {keep != null && <Way title={say.keep(keep.tier.name)} of={keep} />}
        {nextChange != null && <Text size="sm">{nextChange.sentence}</Text>}
        <Why loyalty={loyalty} />
      </Stack>
    </Section>
  );
}

function Given({ loyalty: { override, grants } }: { readonly loyalty: CallerLoyaltyFragment }) {
  const { words, formats } = useWords();
  const say = words.caller.tier;
  const given = [...(override == null ? [] : [override]), ...grants];
  return given.map(({ tier, by, until, reason, since }) => (
    <Text key={`${since} ${tier.code}`} size="sm" className="foreign">
      {say.given(tier.name, by.name)}, {say.since(formats.day(since))}
      {until == null ? `, ${say.open}` : `, ${say.until(formats.day(until))}`}: “{reason}”
    </Text>
  ));
}

interface WayProps {
  readonly title: string;
  readonly of: CallerProgressFragment;
}

function Way({ title, of: { have, need, unit, pendingCounts, by } }: WayProps) {
  const { words, formats } = useWords();
  const say = words.caller.tier;
  // Only for the length of a bar; what is written is exact.
  const share = Number(need) === 0 ? 100 : Math.min(100, (100 * Number(have)) / Number(need));
  const pending = Number(pendingCounts) === 0 ? null : formats.amount(pendingCounts, unit);
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{title}</Text>
        <Text size="sm" className="figure">
          {say.of(formats.amount(have, unit), formats.amount(need, unit))}
        </Text>
      </Group>
      <Progress value={share} aria-label={title} />
      <Text size="xs" c="dimmed">
        {by == null ? "" : say.by(formats.day(by))}
        {pending === null ? "" : ` · ${say.pending(pending)}`}
      </Text>
    </div>
  );
}

function Why({ loyalty }: { readonly loyalty: CallerLoyaltyFragment }) {
  const { words, formats } = useWords();
  const say = words.caller.tier;
  const sentences = loyalty.tierReason;
  return (
    <Accordion variant="contained" multiple>
      <Accordion.Item value="why">
        <Accordion.Control>{say.why}</Accordion.Control>
        <Accordion.Panel>
          <List size="sm">
            {sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
          <CopyText text={sentences.join(" ")} label={words.caller.copySentence} />
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="benefits">
        <Accordion.Control>{say.benefits}</Accordion.Control>
        <Accordion.Panel>
          <List size="sm">
            {loyalty.tier.benefits.map(({ code, name, remaining }) => (
              <List.Item key={code}>
                {name}
                {remaining != null && ` (${say.left(remaining)})`}
              </List.Item>
            ))}
          </List>
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="history">
        <Accordion.Control>{say.history}</Accordion.Control>
        <Accordion.Panel>
          <List size="sm">
            {loyalty.history.nodes.map(({ id, at, from, to, cause }) => (
              <List.Item key={id}>
                {formats.day(at)}: {from.name} → {to.name}. {cause.sentence}
              </List.Item>
            ))}
          </List>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
