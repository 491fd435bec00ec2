import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { Alert, Button, Group, List, Progress, Stack, Table, Text } from "@mantine/core";
import { useMutation } from "urql";
import {
  RulesSimulateDocument,
  type RulesSimulationFragment,
} from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useMay } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import type { Version } from "./VersionPage.tsx";
import { RULE_WORDS } from "./words.ts";

interface Props {
  readonly rules: Version;
  readonly onDone: () => void;
}

/** What a version would have come to on everything that is on record. */
export function SimulationSection({ rules, onDone }: Props) {
  const { words, formats } = useWords();
  const say = useChapter(RULE_WORDS).version;
  const mayWrite = useMay("programme:write");
  const [{ fetching, error, data }, simulate] = useMutation(RulesSimulateDocument);
  const run = async () => {
    await simulate({ input: { version: rules.version } });
    onDone();
  };
  const simulation = rules.simulation ?? null;
  const isRunning = simulation?.status === "RUNNING";
  return (
    <Section
      title={say.simulation}
      aside={
        mayWrite &&
        rules.status === "DRAFT" && (
          <Button size="xs" loading={fetching} disabled={isRunning} onClick={() => void run()}>
            {say.simulate}
          </Button>
        )
      }
    >
      <Stack>
        {error !== undefined && <Alert color="red">{sayError(error, words)}</Alert>}
        {data?.simulateRuleset?.userErrors.map(({ code, message }) => (
          <Alert key={code} color="red">
            {message}
          </Alert>
        ))}
        {simulation === null && <Nothing>{say.notSimulated}</Nothing>}
        {isRunning && (
          <div role="status">
            <Text size="sm">{say.running(formats.share(simulation.progress))}</Text>
            <Progress value={simulation.progress * 100} aria-label={say.simulation} />
          </div>
        )}
        {simulation?.error != null && <Alert color="red">{say.failed(simulation.error)}</Alert>}
        {simulation !== null && simulation.revision !== rules.revision && (
          <Alert color="yellow">{say.old}</Alert>
        )}
        {simulation !== null && !isRunning && simulation.error == null && (
          <Result simulation={simulation} />
        )}
      </Stack>
    </Section>
  );
}

function Result({ simulation }: { readonly simulation: RulesSimulationFragment }) {
  const { formats } = useWords();
  const say = useChapter(RULE_WORDS).version;
  const { purchases, notPlayed, liabilityChange, tiers } = simulation;
  return (
    <>
      <Group gap="xl">
        <Text>{say.purchases(formats.count(purchases))}</Text>
        {notPlayed > 0 && <Text c="orange">{say.notPlayed(formats.count(notPlayed))}</Text>}
        {liabilityChange != null && (
          <Text>
            {say.liability}: <b className="figure">{formats.money(liabilityChange)}</b>
          </Text>
        )}
      </Group>
      {tiers.length > 0 && (
        <div role="img" aria-label={say.tiers}>
          <Text size="sm" fw={600}>
            {say.tiers}
          </Text>
          <BarChart
            h={200}
            data={tiers.map((one) => ({ ...one }))}
            dataKey="tier"
            withLegend
            series={[
              { name: "before", label: say.before, color: "gray.5" },
              { name: "after", label: say.after, color: "teal.7" },
            ]}
            valueFormatter={formats.count}
          />
        </div>
      )}
      <Movers movers={simulation.movers} />
      <Costs costs={simulation.costPerRule} />
    </>
  );
}

function Movers({ movers }: { readonly movers: RulesSimulationFragment["movers"] }) {
  const { formats } = useWords();
  const say = useChapter(RULE_WORDS).version;
  if (movers.length === 0) {
    return <Nothing>{say.noMovers}</Nothing>;
  }
  return (
    <Table fz="sm">
      <Table.Caption>{say.movers}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say.from}</Table.Th>
          <Table.Th>{say.to}</Table.Th>
          <Table.Th ta="right">{say.customers}</Table.Th>
          <Table.Th>{say.because}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {movers.map(({ from, to, customers, because }) => (
          <Table.Tr key={`${from?.code} ${to?.code}`}>
            <Table.Td>{from?.name ?? say.nobody}</Table.Td>
            <Table.Td>{to?.name ?? say.nobody}</Table.Td>
            <Table.Td ta="right" className="figure">
              {formats.count(customers)}
            </Table.Td>
            <Table.Td>
              <List size="xs">
                {because.map((one) => (
                  <List.Item key={one}>{one}</List.Item>
                ))}
              </List>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Costs({ costs }: { readonly costs: RulesSimulationFragment["costPerRule"] }) {
  const { formats } = useWords();
  const say = useChapter(RULE_WORDS).version;
  if (costs.length === 0) {
    return null;
  }
  return (
    <Table fz="sm">
      <Table.Caption>{say.cost}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say.rule}</Table.Th>
          <Table.Th ta="right">{say.before}</Table.Th>
          <Table.Th ta="right">{say.after}</Table.Th>
          <Table.Th ta="right">{say.worth}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {costs.map(({ rule, before, points, worth }) => (
          <Table.Tr key={rule}>
            <Table.Td>{rule}</Table.Td>
            <Table.Td ta="right" className="figure">
              {formats.points(before)}
            </Table.Td>
            <Table.Td ta="right" className="figure">
              {formats.points(points)}
            </Table.Td>
            <Table.Td ta="right" className="figure">
              {worth == null ? "" : formats.money(worth)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
