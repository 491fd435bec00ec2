import { Alert, Button, Grid, Group, Loader, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLocation, useParams } from "wouter";
import { sayError } from "../parts/errors.ts";
import { useMay } from "../session/context.ts";
import { useWords } from "../words/context.ts";
import { CasesCard } from "./CasesCard.tsx";
import { CouponsCard } from "./CouponsCard.tsx";
import { HeadCard } from "./HeadCard.tsx";
import { OpenedCard } from "./OpenedCard.tsx";
import { OrdersCard } from "./OrdersCard.tsx";
import { PointsCard } from "./PointsCard.tsx";
import { ProblemsCard } from "./ProblemsCard.tsx";
import { SameCard } from "./SameCard.tsx";
import { SourcesCard } from "./SourcesCard.tsx";
import { TierCard } from "./TierCard.tsx";
import { TimelineCard } from "./TimelineCard.tsx";
import { useCaller } from "./useCaller.ts";
import { VerifyCard } from "./VerifyCard.tsx";

/** One customer on one screen, live. */
export default function CallerPage() {
  const { id = "" } = useParams();
  const key = decodeURIComponent(id);
  // What was typed or opened for one customer is not the next one's.
  return <Caller key={key} id={key} />;
}

function Caller({ id }: { readonly id: string }) {
  const { words } = useWords();
  const mayMerge = useMay("customer:merge");
  const maySeeOpenings = useMay("customer:openings");
  const [, go] = useLocation();
  const { customer, error, isOld, isLoading, changes, readAgain } = useCaller(id);
  const [isMerged, setMerged] = useState(false);
  const survivor = customer?.id ?? id;
  useEffect(() => {
    if (survivor !== id) {
      setMerged(true);
      history.replaceState({ isMerged: true }, "");
      go(`/customers/${encodeURIComponent(survivor)}`, {
        replace: true,
        state: { isMerged: true },
      });
    }
  }, [survivor, id, go]);
  if (customer === null) {
    return (
      <Absent isLoading={isLoading} said={error && sayError(error, words)} onAgain={readAgain} />
    );
  }
  const cameByMerge =
    isMerged || (history.state as { readonly isMerged?: boolean } | null)?.isMerged === true;
  return (
    <Stack gap="md">
      {isOld && <Old said={sayError(error, words)} onAgain={readAgain} />}
      {cameByMerge && <Alert color="blue">{words.caller.merged}</Alert>}
      <HeadCard customer={customer} onDone={readAgain} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="md">
            <VerifyCard id={customer.id} />
            <ProblemsCard problems={customer.problems ?? null} />
            <TierCard loyalty={customer.loyalty ?? null} />
            <PointsCard id={customer.id} loyalty={customer.loyalty ?? null} changes={changes} />
            <CasesCard cases={customer.openCases?.nodes ?? null} />
            <SourcesCard sources={customer.sources} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="md">
            <OrdersCard id={customer.id} orders={customer.orders ?? null} />
            <CouponsCard coupons={customer.coupons?.nodes ?? null} />
            {mayMerge && <SameCard id={customer.id} changes={changes} onDone={readAgain} />}
            {maySeeOpenings && <OpenedCard id={customer.id} />}
            <TimelineCard id={customer.id} changes={changes} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

interface OldProps {
  readonly said: string;
  readonly onAgain: () => void;
}

/** The customer could not be read, or not again: what is below is as it was. */
function Old({ said, onAgain }: OldProps) {
  const { words } = useWords();
  return (
    <Alert color="yellow" role="alert">
      <Group gap="xs">
        <Text size="sm">{said}</Text>
        <Button size="compact-sm" onClick={onAgain}>
          {words.parts.retry}
        </Button>
      </Group>
    </Alert>
  );
}

interface AbsentProps {
  readonly isLoading: boolean;
  /** Why it could not be read; undefined: there is nobody. */
  readonly said: string | undefined;
  readonly onAgain: () => void;
}

function Absent({ isLoading, said, onAgain }: AbsentProps) {
  const { words } = useWords();
  if (isLoading) {
    return <Loader role="status" aria-label={words.parts.loading} />;
  }
  if (said !== undefined) {
    return <Old said={said} onAgain={onAgain} />;
  }
  return (
    <Alert color="gray" title={words.caller.gone} role="alert">
      {words.caller.goneMore}
    </Alert>
  );
}
