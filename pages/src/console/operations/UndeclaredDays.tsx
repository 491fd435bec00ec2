import { List, Text } from "@mantine/core";
import { useQuery } from "urql";
import { OpsUndeclaredDaysDocument } from "../../__generated__/graphql.ts";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";

/** Days of which nobody has said what they came to. */
export function UndeclaredDays() {
  const { words, formats } = useWords();
  const say = words.operations.days;
  const [{ data, error }, read] = useQuery({
    query: OpsUndeclaredDaysDocument,
    requestPolicy: "cache-and-network",
  });
  return (
    <Section title={say.undeclared}>
      <Read data={data?.undeclaredDays} error={error} retry={() => read()}>
        {(days) =>
          days.length === 0 ? (
            <Nothing>{say.allDeclared}</Nothing>
          ) : (
            <>
              <Text size="sm">{say.undeclaredMore}</Text>
              <List size="sm" mt="xs">
                {days.map(({ businessDate, store, till, source }) => {
                  const whose = [
                    ...(store == null ? [] : [store.name]),
                    ...(till == null ? [] : [`${say.till} ${till}`]),
                    ...(source == null ? [] : [source]),
                  ].join(", ");
                  return (
                    <List.Item key={`${businessDate} ${whose}`}>
                      {formats.day(businessDate)}: {whose}
                    </List.Item>
                  );
                })}
              </List>
            </>
          )
        }
      </Read>
    </Section>
  );
}
