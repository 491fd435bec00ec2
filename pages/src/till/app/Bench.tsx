import { Anchor, Grid, Stack } from "@mantine/core";
import { useCallback, useMemo, useReducer, useState, useSyncExternalStore } from "react";
import { TillCustomerDocument } from "../../__generated__/graphql.ts";
import type { StartInfo } from "../../shared/server.ts";
import { BasketCard } from "../cards/BasketCard.tsx";
import { CouponCard } from "../cards/CouponCard.tsx";
import { CustomerCard } from "../cards/CustomerCard.tsx";
import { DayCard } from "../cards/DayCard.tsx";
import { FaultsCard } from "../cards/FaultsCard.tsx";
import { Notice } from "../cards/Notice.tsx";
import { PayCard } from "../cards/PayCard.tsx";
import { PointsCard } from "../cards/PointsCard.tsx";
import { ReceiptCard } from "../cards/ReceiptCard.tsx";
import { UndoCard } from "../cards/UndoCard.tsx";
import { WireCard } from "../cards/WireCard.tsx";
import { cartOf, newSale, type Place, type Presented } from "../sale/sale.ts";
import { changeTill, type TillState } from "../sale/state.ts";
import { useWords } from "../words/context.ts";
import type { SignedIn } from "./App.tsx";
import { type FoundCustomer, type Till, TillContext } from "./context.ts";
import { examplesOf } from "./examples.ts";
import { Head } from "./Head.tsx";
import { newNumber } from "./numbers.ts";
import { problemOf, useActs } from "./useActs.ts";
import { useKeys } from "./useKeys.ts";

/** Currencies by market, where it is not the euro. */
const CURRENCIES: Readonly<Record<string, string>> = { GB: "GBP", US: "USD", CH: "CHF", PL: "PLN" };

type Props = SignedIn & { readonly start: StartInfo; readonly onLeave: () => void };

/** The till: left the sale, right what happens on the way to the server. */
export function Bench({ wire, source, store, start, onLeave }: Props) {
  const { words } = useWords();
  const [number, setNumber] = useState("1");
  const [currency, setCurrency] = useState(CURRENCIES[store.market] ?? "EUR");
  const place = useMemo<Place>(
    () => ({ store: store.store, timeZone: store.timeZone, till: number, currency }),
    [store, number, currency],
  );
  const till = useOpenTill(wire, place, start);
  useKeys();
  return (
    <TillContext value={till}>
      <Anchor href="#sale" className="skip">
        {words.head.skip}
      </Anchor>
      <Head store={store.name} onNumber={setNumber} onCurrency={setCurrency} onLeave={onLeave} />
      <main id="sale" className="till">
        <Notice source={source} />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack>
              <CustomerCard />
              <BasketCard />
              <CouponCard />
              <PointsCard />
              <PayCard />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack>
              <ReceiptCard storeName={store.name} />
              <UndoCard />
              <DayCard />
              <FaultsCard />
              <WireCard />
            </Stack>
          </Grid.Col>
        </Grid>
      </main>
    </TillContext>
  );
}

function firstState(): TillState {
  return { sale: newSale(newNumber()), receipts: [] };
}

function useOpenTill(wire: SignedIn["wire"], place: Place, start: StartInfo): Till {
  const { language } = useWords();
  const [state, change] = useReducer(changeTill, null, firstState);
  const [found, setFound] = useState<FoundCustomer | null>(null);
  const faults = useSyncExternalStore(
    (listener) => wire.subscribe(listener),
    () => wire.faults,
  );
  const { isOffline } = faults;
  const acts = useActs(isOffline);
  const examples = useMemo(() => examplesOf(start), [start]);
  const { read, refuse, forget } = acts;
  const present = useCallback(
    async (presented: Presented | null) => {
      setFound(null);
      forget();
      if (presented === null || isOffline) {
        change({ kind: "presented", presented });
        return;
      }
      // Who is refused does not stay in the sale.
      change({ kind: "presented", presented: null });
      const cart = cartOf(state.sale, place);
      const variables = { by: presented.by, locale: language, ...(cart === null ? {} : { cart }) };
      const told = await read(() => wire.ask(TillCustomerDocument, variables));
      if (told?.customer != null) {
        setFound(told.customer);
        change({ kind: "presented", presented });
      } else if (told !== null) {
        refuse({ ...problemOf(""), code: "CUSTOMER_NOT_FOUND" });
      }
    },
    [wire, isOffline, language, place, state.sale, read, refuse, forget],
  );
  return {
    ...{ wire, place, state, change, acts, isOffline, present, examples },
    found: state.sale.presented === null ? null : found,
  };
}
