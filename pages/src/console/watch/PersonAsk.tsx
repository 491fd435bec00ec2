import { Button, Group, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useWords } from "../words/context.ts";
import { lastDays, type OfPerson } from "./openings.ts";

interface Props {
  /** What is shown. Null: nothing yet. */
  readonly asked: OfPerson | null;
  readonly onAsk: (asked: OfPerson) => void;
}

/** Asks whom a person had open, on which days. */
export function PersonAsk({ asked, onAsk }: Props) {
  const { words } = useWords();
  const say = words.watch;
  const [person, setPerson] = useState(asked?.person ?? "");
  const [from, setFrom] = useState(() => asked?.from ?? lastDays().from);
  const [to, setTo] = useState(() => asked?.to ?? lastDays().to);
  const isTurned = to < from;
  const isReady = person.trim() !== "" && from !== "" && to !== "" && !isTurned;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) {
      onAsk({ person: person.trim(), from, to });
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-start">
        <TextInput
          label={say.name}
          description={say.nameMore}
          inputWrapperOrder={["label", "input", "description", "error"]}
          autoComplete="off"
          value={person}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={say.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={say.to}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          error={isTurned ? say.orderDays : undefined}
        />
        <Button type="submit" mt={25} disabled={!isReady}>
          {say.show}
        </Button>
      </Group>
    </form>
  );
}
