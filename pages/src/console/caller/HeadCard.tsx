import { Badge, Card, Group, Stack, Text, Title } from "@mantine/core";
import type { CallerHeadFragment } from "../../__generated__/graphql.ts";
import { CopyText } from "../parts/CopyText.tsx";
import { useMay } from "../session/context.ts";
import { useWords } from "../words/context.ts";
import { AlsoOpen } from "./AlsoOpen.tsx";
import { ActionMenu } from "./actions/ActionMenu.tsx";
import type { CallerCustomer } from "./customer.ts";

interface Props {
  readonly customer: CallerCustomer;
  readonly onDone: () => void;
}

/** Marks that must be seen before anything is promised. */
const GRAVE: ReadonlySet<string> = new Set(["FRAUD_HOLD", "DECEASED", "RESTRICTED"]);

/** Who this is, what must be known of them first, and what can be done. */
export function HeadCard({ customer, onDone }: Props) {
  const { words } = useWords();
  const maySeeOthers = useMay("customer:presence");
  const { name, language, flags, identifiers } = customer;
  return (
    <Card withBorder padding="md" component="header">
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} miw={0} flex={{ base: "1 1 100%", xs: "1 1 0" }}>
          <Group gap="xs">
            <Title order={1} size="h2" className="foreign" dir="auto" lineClamp={2}>
              {name ?? words.caller.noName}
            </Title>
            {flags.map((flag) => (
              <Badge key={flag} color={GRAVE.has(flag) ? "red" : "gray"} variant="light">
                {words.caller.marks[flag] ?? flag}
              </Badge>
            ))}
            {language != null && (
              <Text size="sm" c="dimmed">
                {words.caller.language(language)}
              </Text>
            )}
            {maySeeOthers && <AlsoOpen id={customer.id} />}
          </Group>
          <Group gap="xs" component="ul" className="plain">
            {identifiers.map((one) => (
              <li key={one.id}>
                <Identifier one={one} />
              </li>
            ))}
          </Group>
        </Stack>
        <ActionMenu customer={customer} onDone={onDone} />
      </Group>
    </Card>
  );
}

function Identifier({ one }: { readonly one: CallerHeadFragment["identifiers"][number] }) {
  const { words } = useWords();
  const { kind, display, verified, status } = one;
  const isUsed = status === "ACTIVE";
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="sm" {...(isUsed ? {} : { td: "line-through", c: "dimmed" })}>
        <Text span c="dimmed" size="xs">
          {words.search.kinds[kind] ?? kind}{" "}
        </Text>
        {display}
        {verified && (
          <Text span c="teal" size="xs">
            {" "}
            ✓ <span className="unseen">{words.caller.verified}</span>
          </Text>
        )}
      </Text>
      {!isUsed && (
        <Badge size="xs" color="red" variant="light">
          {words.caller.statuses[status] ?? status}
        </Badge>
      )}
      <CopyText text={display} label={`${words.parts.copy}: ${kind}`} />
    </Group>
  );
}
