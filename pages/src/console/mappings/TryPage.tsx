import { NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import { useQuery } from "urql";
import { useLocation, useSearchParams } from "wouter";
import {
  MappingSavedDocument,
  MappingsListDocument,
  type MappingsListQuery,
} from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { EXAMPLE } from "./example.ts";
import { Workbench } from "./Workbench.tsx";
import { MAPPINGS } from "./words.ts";

type Listed = MappingsListQuery["mappings"]["nodes"];

const NEW = { name: "", version: 0 };

/** A mapping that is begun here, or any that is saved, on a sample or on a message. */
export default function TryPage() {
  const { words } = useWords();
  const say = useChapter(MAPPINGS);
  const [search] = useSearchParams();
  const [{ data, error }, read] = useQuery({
    query: MappingsListDocument,
    variables: { after: null },
    requestPolicy: "network-only",
  });
  const source = search.get("source");
  return (
    <Stack>
      <PageHead title={words.pages.tryMapping} lead={say.tryLead} />
      <Read data={data?.mappings.nodes} error={error} retry={() => read()}>
        {(saved) => <Begin saved={saved} source={source} message={search.get("message")} />}
      </Read>
    </Stack>
  );
}

interface BeginProps {
  readonly saved: Listed;
  readonly source: string | null;
  readonly message: string | null;
}

/** Begins with the mapping that reads the message's source, where there is one. */
function Begin({ saved, source, message }: BeginProps) {
  const say = useChapter(MAPPINGS);
  const own = saved.find(({ sources }) => source !== null && sources.includes(source));
  const [name, setName] = useState(own?.name ?? "");
  const [, go] = useLocation();
  const open = (of: string) => go(`/mappings/${encodeURIComponent(of)}`);
  return (
    <>
      {saved.length > 0 && (
        <NativeSelect
          label={say.beginWith}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          w="max-content"
          maw="100%"
          data={[{ value: "", label: say.anExample }, ...saved.map((one) => one.name)]}
        />
      )}
      {name === "" ? (
        <Workbench
          key="new"
          base={NEW}
          text={EXAMPLE.mapping}
          sample={EXAMPLE.sample}
          message={message}
          onSaved={open}
        />
      ) : (
        <OfSaved key={name} name={name} message={message} onSaved={open} />
      )}
    </>
  );
}

interface OfSavedProps {
  readonly name: string;
  readonly message: string | null;
  readonly onSaved: (name: string) => void;
}

function OfSaved({ name, message, onSaved }: OfSavedProps) {
  const [{ data, error }, read] = useQuery({ query: MappingSavedDocument, variables: { name } });
  return (
    <Read data={data?.mapping ?? undefined} error={error} retry={() => read()}>
      {({ newest }) => (
        <Workbench
          base={{ name, version: newest.version }}
          text={newest.document}
          message={message}
          onSaved={onSaved}
        />
      )}
    </Read>
  );
}
