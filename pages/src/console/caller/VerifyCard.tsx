import { Alert, Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { CallerVerifyDocument, type CallerVerifyMutation } from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";

type Answer = NonNullable<CallerVerifyMutation["verifyCaller"]>;

const KINDS = ["name", "email", "phone", "loyalty"] as const;
/** The longest of what is said of a claim, pixels. */
const MARK_PX = 100;
const AT_FIRST = [
  { kind: "name", value: "" },
  { kind: "email", value: "" },
];

/** Compares what a caller says with what is known; the agent is told match or no match alone. */
export function VerifyCard({ id }: { readonly id: string }) {
  const { words } = useWords();
  const say = words.caller.verify;
  const [claims, setClaims] = useState(AT_FIRST);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [{ fetching, error }, verify] = useMutation(CallerVerifyDocument);
  const change = (at: number, part: Partial<(typeof AT_FIRST)[number]>) => {
    setAnswer(null);
    setClaims(claims.map((claim, place) => (place === at ? { ...claim, ...part } : claim)));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = claims.filter(({ value }) => value.trim() !== "");
    if (said.length > 0) {
      const { data } = await verify({ input: { customer: { id }, claims: said } });
      setAnswer(data?.verifyCaller ?? null);
    }
  };
  return (
    <Section title={say.title}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {say.lead}
          </Text>
          {claims.map(({ kind, value }, at) => (
            <Group key={at} gap="xs">
              <NativeSelect
                w={{ base: "100%", xs: 140 }}
                aria-label={say.kind}
                value={kind}
                onChange={(event) => change(at, { kind: event.currentTarget.value })}
                data={KINDS.map((one) => ({ value: one, label: say.kinds[one] ?? one }))}
              />
              <TextInput
                flex="1 1 180px"
                aria-label={say.value}
                placeholder={say.value}
                autoComplete="off"
                value={value}
                onChange={(event) => change(at, { value: event.currentTarget.value })}
                rightSection={answer !== null && <Mark answer={answer} kind={kind} />}
                rightSectionWidth={MARK_PX}
              />
            </Group>
          ))}
          <Group>
            <Button type="submit" size="xs" loading={fetching}>
              {say.check}
            </Button>
            <Button
              size="xs"
              variant="subtle"
              disabled={claims.length >= KINDS.length}
              onClick={() => setClaims([...claims, { kind: "phone", value: "" }])}
            >
              {say.another}
            </Button>
          </Group>
          {error !== undefined && <Alert color="red">{sayError(error, words)}</Alert>}
          {answer !== null && (
            <Alert color={answer.verified ? "teal" : "yellow"} role="status">
              {answer.userErrors[0]?.message ?? (answer.verified ? say.ok : say.notOk)}
            </Alert>
          )}
        </Stack>
      </form>
    </Section>
  );
}

function Mark({ answer, kind }: { readonly answer: Answer; readonly kind: string }) {
  const { words } = useWords();
  const say = words.caller.verify;
  const check = answer.checks.find((one) => one.kind === kind);
  return check === undefined ? null : (
    <Text size="xs" c={check.matches ? "teal" : "red"} fw={600}>
      {check.matches ? say.match : say.noMatch}
    </Text>
  );
}
