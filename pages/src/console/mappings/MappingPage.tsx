import { Alert, Button, Code, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { useParams, useSearchParams } from "wouter";
import {
  MappingSavedDocument,
  type MappingSavedQuery,
  MappingVersionTextDocument,
} from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Section } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { Workbench } from "./Workbench.tsx";
import { MAPPINGS } from "./words.ts";

type Saved = NonNullable<MappingSavedQuery["mapping"]>;

/** One mapping: to be tried and mended, and its versions. */
export default function MappingPage() {
  const { words } = useWords();
  const say = useChapter(MAPPINGS);
  const name = decodeURIComponent(useParams()["name"] ?? "");
  const message = useSearchParams()[0].get("message");
  const [{ data, error }, read] = useQuery({
    query: MappingSavedDocument,
    variables: { name },
    requestPolicy: "cache-and-network",
  });
  const again = () => read({ requestPolicy: "network-only" });
  return (
    <Read data={data} error={error} retry={again}>
      {({ mapping }) =>
        mapping == null ? (
          <Alert title={say.gone}>{words.shell.notHereMore}</Alert>
        ) : (
          <Stack>
            <PageHead
              title={say.one(mapping.name)}
              lead={
                mapping.sources.length === 0
                  ? say.noSource
                  : say.readsOf(mapping.sources.join(", "))
              }
            />
            <Workbench
              key={mapping.name}
              base={{ name: mapping.name, version: mapping.newest.version }}
              text={mapping.newest.document}
              message={message}
              onSaved={again}
            />
            <Versions mapping={mapping} />
          </Stack>
        )
      }
    </Read>
  );
}

function Versions({ mapping }: { readonly mapping: Saved }) {
  const { formats } = useWords();
  const say = useChapter(MAPPINGS);
  const [shown, setShown] = useState<number | null>(null);
  return (
    <Section title={say.versions}>
      <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">{say.version}</Table.Th>
              <Table.Th>{say.savedAt}</Table.Th>
              <Table.Th>{say.savedBy}</Table.Th>
              <Table.Th>{say.text}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {mapping.versions.map(({ version, savedAt, savedBy }) => (
              <Table.Tr key={version}>
                <Table.Td ta="right" className="figure">
                  {version}
                </Table.Td>
                <Table.Td className="unbroken">{formats.moment(savedAt)}</Table.Td>
                <Table.Td className="foreign">{savedBy.name}</Table.Td>
                <Table.Td>
                  <Button
                    variant="default"
                    size="xs"
                    aria-expanded={shown === version}
                    aria-label={say.showVersion(version)}
                    onClick={() => setShown(shown === version ? null : version)}
                  >
                    {shown === version ? say.hide : say.show}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown !== null && <VersionText name={mapping.name} number={shown} />}
    </Section>
  );
}

function VersionText({ name, number }: { readonly name: string; readonly number: number }) {
  const say = useChapter(MAPPINGS);
  const [{ data, error }, read] = useQuery({
    query: MappingVersionTextDocument,
    variables: { name, number },
  });
  return (
    <Read data={data?.mapping?.version?.document} error={error} retry={() => read()}>
      {(document) => (
        <>
          <Text size="sm" mt="sm">
            {say.showVersion(number)}
          </Text>
          <Code block mah={420} tabIndex={0}>
            {document}
          </Code>
        </>
      )}
    </Read>
  );
}
