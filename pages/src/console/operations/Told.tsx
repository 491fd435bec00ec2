import { Code, Text } from "@mantine/core";
import type { OpsPurchaseQuery } from "../../__generated__/graphql.ts";
import { Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";

type Handoff = Extract<NonNullable<OpsPurchaseQuery["node"]>, { __typename: "Handoff" }>;

/** The event as it came, beside what was read in it. */
export function Told({ told }: { readonly told: NonNullable<Handoff["told"]> }) {
  const { words, formats } = useWords();
  const say = words.operations.purchase;
  return (
    <Section title={say.told}>
      <div className="message-sides">
        <div>
          <Text size="xs" c="dimmed">
            {told.body == null ? say.noBody : say.body} · {told.door},{" "}
            {formats.moment(told.receivedAt)}
          </Text>
          {told.body != null && (
            <Code block mah={320} tabIndex={0}>
              {told.body}
            </Code>
          )}
        </div>
        <div>
          <Text size="xs" c="dimmed">
            {say.reading}
          </Text>
          {told.reading != null && (
            <Code block mah={320} tabIndex={0}>
              {told.reading}
            </Code>
          )}
        </div>
      </div>
    </Section>
  );
}
