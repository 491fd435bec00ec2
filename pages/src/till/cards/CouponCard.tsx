import { ActionIcon, Badge, Button, Group, Text, TextInput } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { TillCouponDocument, TillValidateDocument } from "../../__generated__/graphql.ts";
import { useTill } from "../app/context.ts";
import { customerOf, firstProblem, redeemStep, reverseStep } from "../app/couponSteps.ts";
import { problemOf } from "../app/useActs.ts";
import { Panel } from "../parts/Panel.tsx";
import { decimalsOf, formatDecimal, parseDecimal } from "../sale/decimal.ts";
import { cartOf } from "../sale/sale.ts";
import { useWords } from "../words/context.ts";

const CODE_LENGTH_MAX = 100;
/** Why a till gives a coupon back before the sale is closed. */
const REASON = "VOIDED";

interface Good {
  readonly code: string;
  readonly name: string;
}

/** Codes: checked against the basket, then used up, or given back. */
export function CouponCard() {
  const { words } = useWords();
  const { acts, place, isOffline, examples } = useTill();
  const [code, setCode] = useState("");
  const [good, setGood] = useState<Good | null>(null);
  const check = useCheck(setGood);
  const typed = code.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed !== "") {
      void check(typed, true);
      setCode("");
    }
  };
  const say = words.coupon;
  return (
    <Panel title={say.title} shortcut="F4">
      <form onSubmit={submit}>
        <Group align="end" gap="xs">
          <TextInput
            label={say.scan}
            data-key="F4"
            aria-keyshortcuts="F4"
            autoComplete="off"
            className="grows"
            maxLength={CODE_LENGTH_MAX}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" disabled={acts.isBusy}>
            {say.check}
          </Button>
          <Button
            variant="default"
            disabled={acts.isBusy || isOffline || typed === ""}
            onClick={() => void check(typed, false)}
          >
            {say.only}
          </Button>
        </Group>
      </form>
      {examples !== null && good === null && (
        <Button
          variant="subtle"
          className="example"
          mt="xs"
          onClick={async () => setCode((await examples.coupon(place.currency)) ?? "")}
        >
          {say.example}
        </Button>
      )}
      {isOffline && (
        <Text size="sm" mt="xs">
          {say.offline}
        </Text>
      )}
      {good !== null && <Redeem key={good.code} good={good} onDone={() => setGood(null)} />}
      <Taken />
    </Panel>
  );
}

/** Asks whether a coupon is good here: on record, or only looking. */
function useCheck(onGood: (good: Good | null) => void) {
  const { language } = useWords();
  const { wire, place, state, acts, isOffline } = useTill();
  return async (code: string, onRecord: boolean) => {
    onGood(null);
    acts.forget();
    if (isOffline) {
      onGood({ code, name: code });
      return;
    }
    const cart = cartOf(state.sale, place);
    const basket = cart === null ? {} : { cart };
    const told = await acts.read(async () => {
      if (!onRecord) {
        const variables = { code, locale: language, ...basket };
        const { coupon } = await wire.ask(TillCouponDocument, variables);
        return { coupon, eligibility: coupon?.eligibility, userErrors: [] };
      }
      const input = { code, till: place.till, ...basket, ...customerOf(state.sale.presented) };
      const variables = { input, locale: language };
      return (await wire.ask(TillValidateDocument, variables)).validateCoupon;
    });
    if (told == null) {
      return;
    }
    const refusals = told.eligibility?.refusals ?? [];
    const problem = firstProblem(refusals, told.userErrors);
    if (problem !== null) {
      acts.refuse(problem);
    } else if (told.coupon == null) {
      acts.refuse({ ...problemOf(""), code: "UNKNOWN_CODE", message: "" });
    } else {
      onGood({ code, name: told.coupon.name });
    }
  };
}

function Redeem({ good, onDone }: { readonly good: Good; readonly onDone: () => void }) {
  const { words, language } = useWords();
  const say = words.coupon;
  const till = useTill();
  const [amount, setAmount] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const redeem = async (event: FormEvent) => {
    event.preventDefault();
    const decimals = decimalsOf(till.place.currency);
    const units = parseDecimal(amount, decimals);
    if (units === null || units === 0n) {
      setWrong(words.points.badWorth);
      return;
    }
    const wanted = { ...good, amount: formatDecimal(units, decimals) };
    if (await till.acts.run(redeemStep(till, wanted, language))) {
      onDone();
    }
  };
  return (
    <form onSubmit={(event) => void redeem(event)} data-testid="redeem">
      <Text fw={600} mt="sm" className="foreign">
        {say.good(good.name)}
      </Text>
      <Group align="end" gap="xs">
        <TextInput
          label={`${say.amount}, ${till.place.currency}`}
          ref={field}
          inputMode="decimal"
          autoComplete="off"
          error={wrong}
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <Button type="submit" disabled={till.acts.isBusy}>
          {say.redeem}
        </Button>
      </Group>
    </form>
  );
}

function Taken() {
  const { words, formats } = useWords();
  const say = words.coupon;
  const till = useTill();
  const { coupons } = till.state.sale;
  const { currency } = till.place;
  return (
    <ul className="plain" data-testid="taken">
      {coupons.map((coupon) => {
        const { key, name, code, amount, redemption, isReversed } = coupon;
        const where = isReversed ? say.back : redemption === null ? say.waits : say.taken;
        return (
          <li key={key} className="row mid">
            <div className="grows">
              <Text fw={600} className="foreign">
                {name}
              </Text>
              <Text size="xs" c="dimmed" className="foreign">
                {code}
              </Text>
            </div>
            <Badge variant="light" color={isReversed ? "gray" : redemption ? "teal" : "orange"}>
              {where}
            </Badge>
            <Text className="figure">{formats.money({ amount, currencyCode: currency })}</Text>
            {redemption !== null && !isReversed && (
              <ActionIcon
                size={42}
                variant="subtle"
                color="gray"
                disabled={till.acts.isBusy}
                aria-label={say.giveBack(name)}
                onClick={() => void till.acts.run(reverseStep(till, coupon, REASON))}
              >
                <IconArrowBackUp size={18} />
              </ActionIcon>
            )}
          </li>
        );
      })}
    </ul>
  );
}
