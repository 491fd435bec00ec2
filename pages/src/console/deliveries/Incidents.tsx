import { Alert, Anchor, Button, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import {
  IncidentAcknowledgeDocument,
  IncidentsSeenDocument,
  type IncidentsSeenQuery,
} from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { Read } from "../parts/Read.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useNow } from "../parts/useNow.ts";
import { useMay } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { Promises } from "./Promises.tsx";
import { runbookPath } from "./runbookPath.ts";
import { useReadAgain } from "./useReadAgain.ts";
import { DELIVERIES } from "./words.ts";

type Health = IncidentsSeenQuery["health"];
type Incident = Health["incidents"][number];

/** What is broken with whom and what it costs, then what is promised and how it stands. */
export function Incidents() {
  const say = useChapter(DELIVERIES).incidents;
  const [{ data, error }, read] = useQuery({
    query: IncidentsSeenDocument,
    requestPolicy: "cache-and-network",
  });
  useReadAgain(read);
  return (
    <Read data={data?.health} error={error} retry={() => read()}>
      {(health) => (
        <>
          <Section title={say.title}>
            <Open health={health} />
          </Section>
          <Promises slos={health.slos} />
        </>
      )}
    </Read>
  );
}

function Open({ health: { incidents, mttdMinutes, mttrMinutes } }: { readonly health: Health }) {
  const { formats } = useWords();
  const say = useChapter(DELIVERIES).incidents;
  const [said, setSaid] = useState<string | null>(null);
  const minutes = (of: number | null | undefined) =>
    of == null ? say.never : formats.count(Math.round(of));
  return (
    <Stack gap="sm">
      {said !== null && (
        <Alert color="red" role="alert" withCloseButton onClose={() => setSaid(null)}>
          {said}
        </Alert>
      )}
      {incidents.length === 0 ? (
        <Nothing>{say.none}</Nothing>
      ) : (
        <Table.ScrollContainer minWidth={820} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say.what}</Table.Th>
                <Table.Th>{say.since}</Table.Th>
                <Table.Th>{say.hit}</Table.Th>
                <Table.Th ta="right">{say.risk}</Table.Th>
                <Table.Th>{say.whose}</Table.Th>
                <Table.Th>{say.takes}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {incidents.map((one) => (
                <IncidentRow key={one.id} incident={one} onRefused={setSaid} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {incidents.length === SHOWN && <Text size="sm">{say.more}</Text>}
      {mttdMinutes != null && (
        <Text size="sm" c="dimmed">
          {say.found(minutes(mttdMinutes), minutes(mttrMinutes))}
        </Text>
      )}
    </Stack>
  );
}

/** As many as are asked for. */
const SHOWN = 20;

interface RowProps {
  readonly incident: Incident;
  readonly onRefused: (said: string | null) => void;
}

function IncidentRow({ incident, onRefused }: RowProps) {
  const { words, formats } = useWords();
  const say = useChapter(DELIVERIES).incidents;
  const may = useMay("incident:operate");
  const nowMs = useNow();
  const [taking, take] = useMutation(IncidentAcknowledgeDocument);
  const { id, title, startedAt, acknowledgedBy, owner, runbook, amountsAtRisk } = incident;
  const doTake = async () => {
    const input = { incident: id, idempotencyKey: crypto.randomUUID() };
    const { data, error } = await take({ input });
    const refused = data?.acknowledgeIncident?.userErrors[0]?.message ?? null;
    onRefused(error === undefined ? refused : sayError(error, words));
  };
  return (
    <Table.Tr>
      <Table.Td>
        {title}
        <Anchor
          display="block"
          size="xs"
          underline="always"
          href={runbookPath(runbook)}
          target="_blank"
        >
          {words.operations.purchase.runbook}
        </Anchor>
      </Table.Td>
      <Table.Td>{formats.ago(startedAt, nowMs)}</Table.Td>
      <Table.Td>
        {say.people(formats.count(incident.affectedCustomers))}
        <br />
        {say.orders(formats.count(incident.affectedOrders))}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {amountsAtRisk.map((amount) => (
          <div key={amount.currencyCode}>{formats.money(amount)}</div>
        ))}
      </Table.Td>
      <Table.Td className="foreign">
        {owner.team}, {owner.contact}
      </Table.Td>
      <Table.Td>
        {acknowledgedBy ?? say.nobody}
        {acknowledgedBy == null && may && (
          <Button
            display="block"
            mt={4}
            size="compact-xs"
            variant="default"
            loading={taking.fetching}
            aria-label={`${say.take}: ${title}`}
            onClick={() => void doTake()}
          >
            {say.take}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
