import { Table, Text } from "@mantine/core";
import type { BridgeSeenQuery } from "../../__generated__/graphql.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { CHECKS } from "./words.ts";

type Day = BridgeSeenQuery["bridge"][number];

/** The way from one total to the other, each step with what it is made of. */
export function BridgeSteps({ day }: { readonly day: Day }) {
  const { formats } = useWords();
  const say = useChapter(CHECKS).bridge;
  const { declared, declaredCount, count, sourceTotal, steps, ledgerTotal } = day;
  const told = declared ? say.declared(formats.count(declaredCount ?? 0)) : say.told;
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.step}</Table.Th>
            <Table.Th ta="right">{say.count}</Table.Th>
            <Table.Th ta="right">{say.amount}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Total name={say.sourceTotal} more={told} amount={formats.money(sourceTotal)} />
          {steps.map((step) => (
            <Step key={step.reason} step={step} />
          ))}
          <Total
            name={say.ledgerTotal}
            more={say.came(formats.count(count))}
            amount={formats.money(ledgerTotal)}
          />
          <Unexplained day={day} />
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface TotalProps {
  readonly name: string;
  readonly more: string;
  readonly amount: string;
}

function Total({ name, more, amount }: TotalProps) {
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {more}
        </Text>
      </Table.Td>
      <Table.Td />
      <Table.Td ta="right" fw={600} className="figure">
        {amount}
      </Table.Td>
    </Table.Tr>
  );
}

/** What a step takes off is shown with its sign turned: the column sums up. */
function Step({ step }: { readonly step: Day["steps"][number] }) {
  const { formats } = useWords();
  const say = useChapter(CHECKS).bridge;
  const { reason, count, amount, causes } = step;
  return (
    <Table.Tr>
      <Table.Td>
        {say.reasons[reason] ?? reason}
        {causes.map((cause) => (
          <Text key={cause.code} size="xs" c="dimmed">
            {say.causes[cause.code] ?? cause.code}: {formats.money(cause.amount)} (
            {formats.count(cause.count)})
          </Text>
        ))}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.count(count)}
      </Table.Td>
      <Table.Td ta="right" className="figure">
        {formats.money({ ...amount, amount: turned(amount.amount) })}
      </Table.Td>
    </Table.Tr>
  );
}

function turned(amount: string): string {
  if (Number(amount) === 0) {
    return amount;
  }
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

function Unexplained({ day: { unexplained, unexplainedPoints } }: { readonly day: Day }) {
  const { formats } = useWords();
  const say = useChapter(CHECKS).bridge;
  const isOdd = Number(unexplained.amount) !== 0;
  return (
    <Table.Tr>
      <Table.Td fw={600} {...(isOdd ? { c: "red.8" } : {})}>
        {say.unexplained}
        {unexplainedPoints !== "0" && (
          <Text size="xs">{say.points(formats.points(unexplainedPoints))}</Text>
        )}
      </Table.Td>
      <Table.Td />
      <Table.Td ta="right" fw={600} className="figure" {...(isOdd ? { c: "red.8" } : {})}>
        {formats.money(unexplained)}
      </Table.Td>
    </Table.Tr>
  );
}
