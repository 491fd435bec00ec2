import { Badge, Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useQuery } from "urql";
import { useSearchParams } from "wouter";
import {
  BridgeSeenDocument,
  type BridgeSeenQuery,
  ChecksSourcesDocument,
} from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { BridgeFindings, BridgeRepairs } from "./BridgeFindings.tsx";
import { BridgeSteps } from "./BridgeSteps.tsx";
import { CHECKS } from "./words.ts";

type Day = BridgeSeenQuery["bridge"][number];

interface Asked {
  readonly source: string;
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
/** Days that are looked at when nobody says which: the last whole ones, of any time zone. */
const DAYS = 3;
const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Whether a source's days add up, from what it says to what the ledger has. */
export default function BridgePage() {
  const { words } = useWords();
  const say = useChapter(CHECKS).bridge;
  const [search, setSearch] = useSearchParams();
  const [{ data, error }, read] = useQuery({
    query: ChecksSourcesDocument,
    requestPolicy: "cache-first",
  });
  return (
    <Stack>
      <PageHead title={words.pages.bridge} lead={say.lead} />
      <Read data={data?.health.sources} error={error} retry={() => read()}>
        {(sources) => {
          const codes = sources.map(({ source }) => source);
          const [first] = codes;
          if (first === undefined) {
            return <Nothing>{say.noSource}</Nothing>;
          }
          const asked = {
            source: search.get("source") ?? first,
            from: search.get("from") ?? dayBefore(DAYS),
            to: search.get("to") ?? dayBefore(1),
          };
          return (
            <>
              <Form key={JSON.stringify(asked)} asked={asked} codes={codes} onAsk={setSearch} />
              <Days asked={asked} />
            </>
          );
        }}
      </Read>
    </Stack>
  );
}

interface FormProps {
  readonly asked: Asked;
  readonly codes: readonly string[];
  readonly onAsk: (asked: Record<string, string>) => void;
}

function Form({ asked, codes, onAsk }: FormProps) {
  const say = useChapter(CHECKS).bridge;
  const [source, setSource] = useState(asked.source);
  const [from, setFrom] = useState(asked.from);
  const [to, setTo] = useState(asked.to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk({ source, from, to });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <NativeSelect
          label={say.source}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          data={[...codes]}
        />
        <TextInput
          type="date"
          required
          label={say.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          required
          label={say.to}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit">{say.show}</Button>
      </Group>
    </form>
  );
}

function Days({ asked }: { readonly asked: Asked }) {
  const say = useChapter(CHECKS).bridge;
  const [{ data, error }, read] = useQuery({
    query: BridgeSeenDocument,
    variables: asked,
    requestPolicy: "network-only",
  });
  return (
    <Read data={data?.bridge} error={error} retry={() => read()}>
      {(days) =>
        days.length === 0 ? (
          <Nothing>{say.nothing}</Nothing>
        ) : (
          days.map((day) => (
            <DayCard key={`${day.businessDate} ${day.sourceTotal.currencyCode}`} day={day} />
          ))
        )
      }
    </Read>
  );
}

function DayCard({ day }: { readonly day: Day }) {
  const { formats } = useWords();
  const say = useChapter(CHECKS).bridge;
  const { businessDate, sourceTotal, unexplained, unexplainedPoints, findings, repairs } = day;
  const addsUp = Number(unexplained.amount) === 0 && unexplainedPoints === "0";
  return (
    <Section
      title={`${formats.day(businessDate)} · ${sourceTotal.currencyCode}`}
      aside={
        <Badge miw="max-content" variant="light" color={addsUp ? "teal" : "red"}>
          {addsUp ? say.addsUp : say.doesNot}
        </Badge>
      }
    >
      <Stack gap="sm">
        <BridgeSteps day={day} />
        {findings.length > 0 && <BridgeFindings findings={findings} />}
        {repairs.length > 0 && <BridgeRepairs repairs={repairs} />}
      </Stack>
    </Section>
  );
}
