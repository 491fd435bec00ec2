import { Anchor, Badge, Progress, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "urql";
import { Link } from "wouter";
import { RulesListDocument } from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { RULE_WORDS } from "./words.ts";

const COLOURS: Readonly<Record<string, string>> = { ACTIVE: "teal", DRAFT: "blue" };

/** Every version of the rules, the latest first. */
export default function RulesPage() {
  const { words, formats } = useWords();
  const { rules: say, version: ofOne } = useChapter(RULE_WORDS);
  const [{ data, error }, read] = useQuery({
    query: RulesListDocument,
    requestPolicy: "cache-and-network",
  });
  return (
    <Stack>
      <PageHead title={words.pages.rules} lead={say.lead} />
      <Read data={data?.rulesets} error={error} retry={() => read()}>
        {(versions) => (
          <>
            {versions.length === 0 && <Nothing>{say.none}</Nothing>}
            <Table.ScrollContainer minWidth={640}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{say.version}</Table.Th>
                    <Table.Th>{say.status}</Table.Th>
                    <Table.Th>{say.since}</Table.Th>
                    <Table.Th>{say.by}</Table.Th>
                    <Table.Th>{say.approved}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {versions.map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Td>
                        <Anchor component={Link} href={`/rules/${one.version}`}>
                          {say.open(one.version)}
                        </Anchor>
                      </Table.Td>
                      <Table.Td>
                        <Badge variant="light" color={COLOURS[one.status] ?? "gray"}>
                          {say.statuses[one.status] ?? one.status}
                        </Badge>
                        {one.rollout != null && one.rollout.progress < 1 && (
                          <Progress
                            mt={4}
                            value={one.rollout.progress * 100}
                            aria-label={ofOne.rollout}
                          />
                        )}
                      </Table.Td>
                      <Table.Td>
                        {one.activatedAt == null ? "" : formats.moment(one.activatedAt)}
                      </Table.Td>
                      <Table.Td>{(one.activatedBy ?? one.createdBy)?.name}</Table.Td>
                      <Table.Td>{one.approvedBy?.name ?? <Text c="dimmed">–</Text>}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        )}
      </Read>
    </Stack>
  );
}
