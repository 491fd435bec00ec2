import { Anchor, Badge, Progress, Table, Text } from "@mantine/core";
import type { IncidentsSeenQuery } from "../../__generated__/graphql.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { runbookPath } from "./runbookPath.ts";
import { DELIVERIES } from "./words.ts";

type Slo = IncidentsSeenQuery["health"]["slos"][number];

/** Every promise: how much of what may go wrong is left, and how fast it goes. */
export function Promises({ slos }: { readonly slos: readonly Slo[] }) {
  const say = useChapter(DELIVERIES).promises;
  return (
    <Section title={say.title}>
      {slos.length === 0 ? (
        <Nothing>{say.none}</Nothing>
      ) : (
        <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say.what}</Table.Th>
                <Table.Th>{say.target}</Table.Th>
                <Table.Th>{say.now}</Table.Th>
                <Table.Th>{say.left}</Table.Th>
                <Table.Th>{say.burns}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {slos.map((slo) => (
                <SloRow key={slo.code} slo={slo} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

function SloRow({ slo }: { readonly slo: Slo }) {
  const { formats } = useWords();
  const say = useChapter(DELIVERIES).promises;
  const { title, target, now, budgetLeft, burnRate, ok, runbook } = slo;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor size="sm" underline="always" href={runbookPath(runbook)} target="_blank">
          {title}
        </Anchor>{" "}
        <Badge size="sm" variant="light" color={ok ? "teal" : "red"}>
          {ok ? say.ok : say.inDanger}
        </Badge>
      </Table.Td>
      <Table.Td>{target}</Table.Td>
      <Table.Td>{now}</Table.Td>
      <Table.Td>
        <Progress
          value={Math.max(0, Math.min(1, budgetLeft)) * 100}
          color={ok ? "teal" : "red"}
          aria-label={`${say.left}: ${title}`}
        />
        <Text size="xs" className="figure">
          {formats.share(budgetLeft)}
        </Text>
      </Table.Td>
      <Table.Td>{say.times(formats.rate(burnRate))}</Table.Td>
    </Table.Tr>
  );
}
