import { Anchor, Button, Group, Stack, Table } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { MappingsListDocument, type MappingsListQuery } from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { MAPPINGS } from "./words.ts";

type Page = MappingsListQuery["mappings"];

/** Every mapping, and the version that reads. */
export default function MappingsPage() {
  const { words } = useWords();
  const say = useChapter(MAPPINGS);
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, read] = useQuery({
    query: MappingsListDocument,
    variables: { after },
    requestPolicy: "cache-and-network",
  });
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <PageHead title={words.pages.mappings} lead={say.lead} />
        <Button component={Link} href="/try-mapping" variant="light">
          {say.tryNew}
        </Button>
      </Group>
      <Read data={data?.mappings} error={error} retry={() => read()}>
        {(page) =>
          page.nodes.length === 0 ? (
            <Nothing>{say.none}</Nothing>
          ) : (
            <List page={page} on={setAfter} />
          )
        }
      </Read>
    </Stack>
  );
}

function List({ page, on }: { readonly page: Page; readonly on: (after: string | null) => void }) {
  const { words, formats } = useWords();
  const say = useChapter(MAPPINGS);
  return (
    <>
      <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say.name}</Table.Th>
              <Table.Th ta="right">{say.version}</Table.Th>
              <Table.Th>{say.savedAt}</Table.Th>
              <Table.Th>{say.savedBy}</Table.Th>
              <Table.Th>{say.reads}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {page.nodes.map(({ name, newest, sources }) => (
              <Table.Tr key={name}>
                <Table.Td>
                  <Anchor component={Link} href={`/mappings/${encodeURIComponent(name)}`} size="sm">
                    {name}
                  </Anchor>
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {newest.version}
                </Table.Td>
                <Table.Td className="unbroken">{formats.moment(newest.savedAt)}</Table.Td>
                <Table.Td className="foreign">{newest.savedBy.name}</Table.Td>
                <Table.Td>{sources.length === 0 ? say.noSource : sources.join(", ")}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {page.pageInfo.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          w="max-content"
          onClick={() => on(page.pageInfo.endCursor ?? null)}
        >
          {words.parts.more}
        </Button>
      )}
    </>
  );
}
