import { Button, SimpleGrid, Text } from "@mantine/core";
import { useTill } from "../app/context.ts";
import { reverseStep } from "../app/couponSteps.ts";
import { newNumber } from "../app/numbers.ts";
import { releaseStep } from "../app/pointsSteps.ts";
import { closeSale } from "../app/saleSteps.ts";
import { Panel } from "../parts/Panel.tsx";
import { sumsOf } from "../sale/sale.ts";
import { useWords } from "../words/context.ts";
import { useMoney } from "./BasketCard.tsx";

/** The end of a sale: paid, or cancelled with everything given back. */
export function PayCard() {
  const { words } = useWords();
  const say = words.pay;
  const till = useTill();
  const { state, place, acts, change } = till;
  const { sale } = state;
  const money = useMoney();
  const { due } = sumsOf(sale, place.currency);
  // What may have counted is settled first: its key is of this sale.
  const isBlocked = acts.isBusy || acts.lost !== null;
  const isEmpty = sale.lines.length === 0;
  const cancel = async () => {
    for (const coupon of sale.coupons) {
      const isDone = coupon.redemption === null || coupon.isReversed;
      if (!isDone && !(await acts.run(reverseStep(till, coupon, "VOIDED")))) {
        return;
      }
    }
    if (sale.hold?.state === "held" && !(await acts.run(releaseStep(till, sale.hold)))) {
      return;
    }
    change({ kind: "cancelled", next: newNumber() });
  };
  const isUntouched = isEmpty && sale.coupons.length === 0 && sale.presented === null;
  return (
    <Panel title={say.title} shortcut="F9">
      <Text size="xl" fw={700} mb="xs" className="figure">
        {say.due}: {money(due)}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
        <Button
          size="lg"
          data-key="F9"
          aria-keyshortcuts="F9"
          disabled={isEmpty || isBlocked}
          onClick={() => void closeSale(till, "cash")}
        >
          {say.cash}
        </Button>
        <Button
          size="lg"
          disabled={isEmpty || isBlocked}
          onClick={() => void closeSale(till, "card")}
        >
          {say.card}
        </Button>
        <Button
          size="lg"
          variant="default"
          disabled={isUntouched || isBlocked}
          onClick={() => void cancel()}
        >
          {say.cancel}
        </Button>
      </SimpleGrid>
    </Panel>
  );
}
