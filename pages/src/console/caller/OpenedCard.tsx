import { Button, List, Text } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { CallerOpenedByDocument } from "../../__generated__/graphql.ts";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";

/** Who of the staff had the customer open, for those who watch over that. */
export function OpenedCard({ id }: { readonly id: string }) {
  const { words } = useWords();
  return (
    <Section title={words.caller.opened.title}>
      <Page id={id} after={null} />
    </Section>
  );
}

function Page({ id, after }: { readonly id: string; readonly after: string | null }) {
  const { words, formats } = useWords();
  const [isMore, setMore] = useState(false);
  const [{ data, error }, read] = useQuery({
    query: CallerOpenedByDocument,
    variables: { by: { id }, after },
  });
  return (
    <Read data={data} error={error} retry={() => read()}>
      {({ customer }) => {
        const openings = customer?.openedBy;
        return (
          <>
            {(openings?.nodes.length ?? 0) === 0 && after === null && (
              <Nothing>{words.caller.opened.none}</Nothing>
            )}
            <List size="sm">
              {openings?.nodes.map(({ at, by }) => (
                <List.Item key={`${at} ${by.name}`}>
                  {by.name}{" "}
                  <Text span size="xs" c="dimmed">
                    {formats.moment(at)}
                  </Text>
                </List.Item>
              ))}
            </List>
            {openings?.pageInfo.hasNextPage && !isMore && (
              <Button size="compact-sm" variant="subtle" onClick={() => setMore(true)}>
                {words.parts.more}
              </Button>
            )}
            {isMore && <Page id={id} after={openings?.pageInfo.endCursor ?? null} />}
          </>
        );
      }}
    </Read>
  );
}
