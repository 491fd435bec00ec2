import { Button, Group, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTill } from "../app/context.ts";
import { newNumber } from "../app/numbers.ts";
import { authoriseStep, releaseStep } from "../app/pointsSteps.ts";
import { problemOf } from "../app/useActs.ts";
import { Panel } from "../parts/Panel.tsx";
import { decimalsOf, formatDecimal, parseDecimal } from "../sale/decimal.ts";
import { type SetAside, worthOf } from "../sale/sale.ts";
import { useWords } from "../words/context.ts";

const WALLET = "points";

/** Points as money: set aside now, paid with as the sale is closed, let go otherwise. */
export function PointsCard() {
  const { words } = useWords();
  const say = words.points;
  const { state, found } = useTill();
  const account = found?.loyalty?.accounts.find(({ wallet }) => wallet === WALLET);
  const { hold, basket } = state.sale;
  return (
    <Panel title={say.title} shortcut="F8">
      {hold !== null && <Held hold={hold} />}
      {hold === null && account === undefined && (
        <Text size="sm" c="dimmed">
          {say.none}
        </Text>
      )}
      {hold === null && account !== undefined && <SetAsideForm key={basket} account={account} />}
    </Panel>
  );
}

interface Account {
  readonly active: string;
  readonly worth?: { readonly amount: string; readonly currencyCode: string } | null;
}

function SetAsideForm({ account }: { readonly account: Account }) {
  const { words, formats } = useWords();
  const say = words.points;
  const till = useTill();
  const { place, acts, state, isOffline } = till;
  const [points, setPoints] = useState("");
  const [worth, setWorth] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const isPriced = account.worth != null && account.worth.currencyCode === place.currency;
  const isWhole = /^\d{1,18}$/.test(points) && BigInt(points) > 0n;
  const priced = isPriced && isWhole ? worthOf(points, account) : null;

  const set = (event: FormEvent) => {
    event.preventDefault();
    const decimals = decimalsOf(place.currency);
    const typed = isPriced ? null : parseDecimal(worth, decimals);
    const money = isPriced ? priced : typed === null ? null : formatDecimal(typed, decimals);
    const { presented } = state.sale;
    if (!isWhole) {
      acts.refuse({ ...problemOf(""), code: "POINTS_INVALID" });
      return;
    }
    if (money === null || presented === null) {
      setWrong(say.badWorth);
      return;
    }
    const wanted = { presented, points, worth: money, attempt: newNumber() };
    void acts.run(authoriseStep(till, wanted));
  };
  return (
    <form onSubmit={set}>
      <Text size="sm">
        {say.may(
          formats.points(account.active),
          account.worth == null ? null : formats.money(account.worth),
        )}
      </Text>
      <Group align="end" gap="xs">
        <TextInput
          label={say.points}
          data-key="F8"
          aria-keyshortcuts="F8"
          inputMode="numeric"
          autoComplete="off"
          className="grows"
          value={points}
          onChange={(event) => setPoints(event.currentTarget.value.trim())}
        />
        <TextInput
          label={`${say.worth}, ${place.currency}`}
          {...(isPriced ? {} : { description: say.worthHelp })}
          inputMode="decimal"
          autoComplete="off"
          className="grows"
          readOnly={isPriced}
          error={wrong}
          value={isPriced ? (priced ?? "") : worth}
          onChange={(event) => setWorth(event.currentTarget.value)}
        />
        <Button type="submit" disabled={acts.isBusy || isOffline}>
          {say.set}
        </Button>
      </Group>
    </form>
  );
}

function Held({ hold }: { readonly hold: SetAside }) {
  const { words, formats } = useWords();
  const say = words.points;
  const till = useTill();
  const worth = formats.money({ amount: hold.worth, currencyCode: till.place.currency });
  return (
    <div className="row mid" data-testid="held">
      <div className="grows">
        <Text fw={600}>
          {say.held(formats.points(hold.points), worth)}
          {hold.state === "captured" ? `, ${say.captured}` : ""}
        </Text>
        {hold.expiresAt !== null && hold.state === "held" && (
          <Text size="xs" c="dimmed">
            {say.until(formats.moment(hold.expiresAt))}
          </Text>
        )}
      </div>
      {hold.state === "held" && (
        <Button
          variant="default"
          disabled={till.acts.isBusy}
          onClick={() => void till.acts.run(releaseStep(till, hold))}
        >
          {say.release}
        </Button>
      )}
    </div>
  );
}
