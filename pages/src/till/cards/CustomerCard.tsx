import { Badge, Button, Group, List, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type FoundCustomer, useTill } from "../app/context.ts";
import { Panel } from "../parts/Panel.tsx";
import { identifierOf, kindOf, type PresentedKind } from "../sale/present.ts";
import { useWords } from "../words/context.ts";

const KINDS = ["auto", "loyalty", "phone", "email"] as const;
const TEXT_LENGTH_MAX = 512;

/** Who is at the till: scanned or typed, then who it is as a till may see them. */
export function CustomerCard() {
  const { words } = useWords();
  const say = words.customer;
  const { state, found, present, acts, examples } = useTill();
  const [text, setText] = useState("");
  const [kind, setKind] = useState<(typeof KINDS)[number]>("auto");
  const { presented } = state.sale;
  const look = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim();
    if (typed !== "") {
      const as: PresentedKind = kind === "auto" ? kindOf(typed) : kind;
      void present({ typed, by: identifierOf(typed, as) });
      setText("");
    }
  };
  const guest = presented !== null && (
    <Button size="compact-md" variant="default" onClick={() => void present(null)}>
      {say.guest}
    </Button>
  );
  return (
    <Panel title={say.title} shortcut="F2" aside={guest}>
      <form onSubmit={look}>
        <Group align="end" gap="xs">
          <TextInput
            label={say.scan}
            data-key="F2"
            aria-keyshortcuts="F2"
            autoFocus
            autoComplete="off"
            className="grows"
            maxLength={TEXT_LENGTH_MAX}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <NativeSelect
            label={say.kind}
            data={KINDS.map((value) => ({ value, label: say.kinds[value] }))}
            value={kind}
            onChange={(event) => {
              setKind(KINDS.find((one) => one === event.currentTarget.value) ?? "auto");
            }}
          />
          <Button type="submit" disabled={acts.isBusy}>
            {say.look}
          </Button>
        </Group>
      </form>
      {examples !== null && presented === null && (
        <Button
          variant="subtle"
          className="example"
          mt="xs"
          onClick={async () => setText((await examples.card()) ?? "")}
        >
          {say.example}
        </Button>
      )}
      <div data-testid="who">
        {presented === null && (
          <Text size="sm" c="dimmed" mt="xs">
            {say.nobody}
          </Text>
        )}
        {presented !== null && found === null && (
          <Text mt="xs">
            <span className="foreign">{presented.typed}</span>. {say.unread}
          </Text>
        )}
        {found !== null && <Who customer={found} />}
      </div>
    </Panel>
  );
}

function Who({ customer }: { readonly customer: FoundCustomer }) {
  const { words } = useWords();
  const say = words.customer;
  const { name, flags, loyalty, identifiers } = customer;
  const odd = identifiers.filter(({ status }) => status !== "ACTIVE");
  const good = identifiers.filter(({ status }) => status === "ACTIVE");
  return (
    <Stack gap="xs" mt="sm">
      <Group gap="xs">
        <Text fw={700} size="xl" className="foreign" dir="auto" lineClamp={2}>
          {name ?? say.noName}
        </Text>
        {loyalty == null ? (
          <Badge color="gray" size="lg" variant="light">
            {say.noMember}
          </Badge>
        ) : (
          <Badge size="lg" data-testid="tier">
            {loyalty.tier.name}
          </Badge>
        )}
        {loyalty != null && loyalty.status !== "ENROLLED" && (
          <Badge color="red" size="lg" variant="light">
            {say.status[loyalty.status]}
          </Badge>
        )}
        {flags.map((flag) => (
          <Badge key={flag} color="red" size="lg" variant="light">
            {say.mayNot[flag] ?? flag}
          </Badge>
        ))}
      </Group>
      {odd.map(({ id, display, status }) => (
        <Text key={id} c="red" fw={600}>
          {status === "BLOCKED" ? say.blocked : say.replaced}:{" "}
          <span className="foreign">{display}</span>
        </Text>
      ))}
      <Text size="sm" c="dimmed" className="foreign">
        {say.known}: {good.map(({ display }) => display).join(" · ")}
      </Text>
      <WhatToSay customer={customer} />
    </Stack>
  );
}

/** Sentences to read out, what matters most now first. */
function WhatToSay({ customer }: { readonly customer: FoundCustomer }) {
  const { words, formats } = useWords();
  const say = words.customer;
  const { loyalty, coupons } = customer;
  const [account] = loyalty?.accounts ?? [];
  const worth = account?.worth == null ? null : formats.money(account.worth);
  const { expiringNext } = account ?? {};
  const sentences = [
    ...(coupons?.nodes ?? [])
      .filter(({ eligibility }) => eligibility.redeemable)
      .map(({ name }) => say.coupon(name)),
    ...(expiringNext == null
      ? []
      : [say.expiring(formats.points(expiringNext.points), formats.day(expiringNext.at))]),
    ...(account === undefined ? [] : [say.points(formats.points(account.active), worth)]),
    ...(loyalty?.tier.benefits ?? []).map(({ name }) => say.benefit(name)),
  ];
  return (
    <>
      {sentences.length > 0 && (
        <div>
          <Text fw={600} size="sm">
            {say.say}
          </Text>
          <List data-testid="say">
            {sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </div>
      )}
      {loyalty != null && (
        <details>
          <summary>{say.why}</summary>
          <List size="sm">
            {loyalty.tierReason.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </details>
      )}
    </>
  );
}
