import { Group, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { PageHead } from "../parts/PageHead.tsx";
import { useWords } from "../words/context.ts";
import { CustomerAsk } from "./CustomerAsk.tsx";
import { OpeningsList } from "./OpeningsList.tsx";
import { lastDays, type Wanted } from "./openings.ts";
import { PersonAsk } from "./PersonAsk.tsx";

/** Who of the staff had whom open: by person, and by customer. */
export default function WatchPage() {
  const { words } = useWords();
  const say = words.watch;
  const [of, setOf] = useState<"person" | "customer">("person");
  // Not in the address, which proxies write down: whom somebody watches is nobody else's business.
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const person = wanted !== null && "person" in wanted ? wanted : null;
  return (
    <Stack>
      <PageHead title={say.title} lead={say.lead} />
      <Radio.Group
        label={say.which}
        value={of}
        onChange={(value) => {
          setOf(value as "person" | "customer");
          setWanted(null);
        }}
      >
        <Group mt="xs">
          <Radio value="person" label={say.person} />
          <Radio value="customer" label={say.customer} />
        </Group>
      </Radio.Group>
      {of === "person" ? (
        <PersonAsk key={person?.person} asked={person} onAsk={setWanted} />
      ) : (
        <CustomerAsk onAsk={(customer) => setWanted({ customer })} />
      )}
      {wanted !== null && (
        <OpeningsList
          key={JSON.stringify(wanted)}
          wanted={wanted}
          onPerson={(name) => {
            setOf("person");
            setWanted({ person: name, ...lastDays() });
          }}
        />
      )}
    </Stack>
  );
}
