import { Alert, Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useQuery } from "urql";
import { useSearchParams } from "wouter";
import {
  type CustomerIdentifierInput,
  DiagnosisSeenDocument,
} from "../../__generated__/graphql.ts";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing } from "../parts/Section.tsx";
import { useMay } from "../session/context.ts";
import { useChapter } from "../words/chapter.ts";
import { useWords } from "../words/context.ts";
import { DiagnosedOrder } from "./DiagnosedOrder.tsx";
import { CHECKS } from "./words.ts";

const KINDS = ["order", "email", "phone", "loyaltyNumber"] as const;
type Kind = (typeof KINDS)[number];

const isKind = (text: string | null): text is Kind => KINDS.some((one) => one === text);

/** Somebody as one asks for them; an order by any of its numbers. */
function whom(kind: Kind, value: string): CustomerIdentifierInput {
  switch (kind) {
    case "order":
      return { order: { number: { number: value } } };
    case "email":
      return { email: value };
    case "phone":
      return { phone: value };
    case "loyaltyNumber":
      return { loyaltyNumber: value };
  }
}

/** Where systems disagree about what a customer bought, and whose it is. */
export default function DiagnosisPage() {
  const { words } = useWords();
  const say = useChapter(CHECKS).diagnosis;
  const [search, setSearch] = useSearchParams();
  const by = search.get("by");
  const kind = isKind(by) ? by : "order";
  const value = search.get("value") ?? "";
  return (
    <Stack>
      <PageHead title={words.pages.diagnosis} lead={say.lead} />
      <Form key={`${kind} ${value}`} kind={kind} value={value} onAsk={setSearch} />
      {value !== "" && <Diagnosis kind={kind} value={value} />}
    </Stack>
  );
}

interface Asked {
  readonly kind: Kind;
  readonly value: string;
}

interface FormProps extends Asked {
  readonly onAsk: (asked: Record<string, string>) => void;
}

function Form({ kind, value, onAsk }: FormProps) {
  const say = useChapter(CHECKS).diagnosis;
  // Who may not read customers finds them by what they bought alone.
  const mayFind = useMay("customer:read");
  const [by, setBy] = useState<string>(kind);
  const [text, setText] = useState(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk({ by, value: text.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <NativeSelect
          label={say.by}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
          data={KINDS.filter((one) => mayFind || one === "order").map((one) => ({
            value: one,
            label: say.kinds[one],
          }))}
        />
        <TextInput
          label={say.value}
          required
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit">{say.show}</Button>
      </Group>
    </form>
  );
}

function Diagnosis({ kind, value }: Asked) {
  const { formats } = useWords();
  const say = useChapter(CHECKS).diagnosis;
  const [{ data, error }, read] = useQuery({
    query: DiagnosisSeenDocument,
    variables: { customer: whom(kind, value) },
    requestPolicy: "network-only",
  });
  return (
    <Read data={data} error={error} retry={() => read()}>
      {({ diagnoseCustomer }) => {
        if (diagnoseCustomer == null) {
          return <Nothing>{say.nobody}</Nothing>;
        }
        const { healthy, orders } = diagnoseCustomer;
        if (orders.length === 0) {
          return <Nothing>{say.none}</Nothing>;
        }
        const count = orders.reduce((sum, { findings }) => sum + findings.length, 0);
        return (
          <>
            <Alert
              color={healthy ? "teal" : "red"}
              title={healthy ? say.well : say.broken(formats.count(count))}
              role="status"
            />
            {orders.map((order) => (
              <DiagnosedOrder key={`${order.number} ${order.fulfilledAt}`} order={order} />
            ))}
          </>
        );
      }}
    </Read>
  );
}
