import { Badge, Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTill } from "../app/context.ts";
import { type CountedDay, type DayCame, dayOf, declareStep } from "../app/daySteps.ts";
import { Panel } from "../parts/Panel.tsx";
import { decimalsOf, formatDecimal, parseDecimal } from "../sale/decimal.ts";
import { businessDateOf } from "../sale/sale.ts";
import { useWords } from "../words/context.ts";

const COLOURS = { AGREES: "teal", WAITS: "orange", DIFFERS: "red" } as const;
const NUMBER_LENGTH_MAX = 128;

/** The end of a day: what the till counted, and then what came of it. */
export function DayCard() {
  const { words } = useWords();
  const say = words.day;
  const till = useTill();
  const { place, acts, isOffline } = till;
  const [day, setDay] = useState(() => businessDateOf(Date.now(), place.timeZone));
  const [came, setCame] = useState<DayCame | null>(null);
  const look = async () => setCame(await acts.read(() => dayOf(till, day)));
  const declare = (counted: CountedDay) => {
    setCame(null);
    void acts.run(declareStep(till, counted, () => void look()));
  };
  return (
    <Panel title={say.title}>
      <Stack gap="sm" data-testid="day">
        <Group align="end" gap="xs">
          <TextInput
            type="date"
            label={say.day}
            value={day}
            onChange={(event) => {
              setDay(event.currentTarget.value);
              setCame(null);
            }}
          />
          <Button
            variant="default"
            disabled={isOffline || acts.isBusy || day === ""}
            onClick={() => void look()}
          >
            {say.look}
          </Button>
        </Group>
        <DayForm key={`${place.till}/${day}`} day={day} onCounted={declare} />
        {came !== null && <Came came={came} />}
      </Stack>
    </Panel>
  );
}

interface FormProps {
  readonly day: string;
  readonly onCounted: (counted: CountedDay) => void;
}

type Fields = "count" | "total" | "first" | "last";

/** What the till's own count says; nothing of it is filled in from here. */
function DayForm({ day, onCounted }: FormProps) {
  const { words } = useWords();
  const say = words.day;
  const { place, acts } = useTill();
  const [filled, setFilled] = useState({ count: "", total: "", first: "", last: "" });
  const [isTold, setTold] = useState(false);
  const decimals = decimalsOf(place.currency);
  const minor = amountOf(filled.total, decimals);
  const isCount = /^\d{1,6}$/.test(filled.count.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (!isCount || minor === null || day === "") {
      return;
    }
    onCounted({
      ...{ businessDate: day, receipts: Number(filled.count) },
      total: formatDecimal(minor, decimals),
      firstNumber: filled.first.trim() || null,
      lastNumber: filled.last.trim() || null,
    });
  };
  const field = (name: Fields) => ({
    value: filled[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setFilled((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {say.about}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" className="day-fields">
          <TextInput
            label={say.count}
            inputMode="numeric"
            error={isTold && !isCount ? say.badCount : null}
            {...field("count")}
          />
          <TextInput
            label={say.total(place.currency)}
            inputMode="decimal"
            error={isTold && minor === null ? say.badTotal : null}
            {...field("total")}
          />
          <TextInput label={say.first} maxLength={NUMBER_LENGTH_MAX} {...field("first")} />
          <TextInput label={say.last} maxLength={NUMBER_LENGTH_MAX} {...field("last")} />
        </SimpleGrid>
        {acts.waiting > 0 && (
          <Text size="sm" c="orange">
            {say.untold(acts.waiting)}
          </Text>
        )}
        <Button type="submit" disabled={acts.isBusy || acts.lost !== null}>
          {say.declare}
        </Button>
      </Stack>
    </form>
  );
}

/** Below 0 where more came back than was sold. */
function amountOf(text: string, decimals: number): bigint | null {
  const trimmed = text.trim();
  const isBelow = /^[-−]/.test(trimmed);
  const units = parseDecimal(isBelow ? trimmed.slice(1) : trimmed, decimals);
  return units === null ? null : isBelow ? -units : units;
}

/** What came, once somebody has said what should have: who counts is not told before. */
function Came({ came }: { readonly came: DayCame }) {
  const { words, formats } = useWords();
  const say = words.day;
  const { state, expected, declaredTotal } = came;
  if (state == null) {
    return <Text size="sm">{say.none}</Text>;
  }
  return (
    <div role="status" data-testid="came">
      <Badge color={COLOURS[state]} variant="light" size="lg">
        {say.states[state]}
      </Badge>
      <Text size="sm" className="figure">
        {say.receipts(came.received, expected ?? 0)}
      </Text>
      {declaredTotal != null && (
        <Text size="sm" className="figure">
          {say.totals(formats.money(came.total), formats.money(declaredTotal))}
        </Text>
      )}
      {came.gaps.map(({ from, to }) => (
        <Text key={from} size="sm">
          {say.missing}: {from === to ? from : `${from} – ${to}`}
        </Text>
      ))}
      {came.gapsLeftOff > 0 && <Text size="sm">{say.more(came.gapsLeftOff)}</Text>}
      {came.held.map(({ code, count }) => (
        <Text key={code} size="sm">
          {say.held(count)}: {code}
        </Text>
      ))}
      {came.heldTotals.map((money) => (
        <Text key={money.currencyCode} size="sm" className="figure">
          {say.heldTotal}: {formats.money(money)}
        </Text>
      ))}
      {came.repeated.length > 0 && (
        <Text size="sm">
          {say.repeated}: {came.repeated.join(", ")}
        </Text>
      )}
    </div>
  );
}
