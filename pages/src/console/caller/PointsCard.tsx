import { Group, Stack, Text } from "@mantine/core";
import type { CallerAccountFragment, CallerLoyaltyFragment } from "../../__generated__/graphql.ts";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";
import { StatementButton } from "./StatementButton.tsx";

interface Props {
  readonly id: string;
  readonly loyalty: CallerLoyaltyFragment | null;
  readonly changes: number;
}

/** What can be used and what it is worth, what is on its way, what goes next. */
export function PointsCard({ id, loyalty, changes }: Props) {
  const { words } = useWords();
  const say = words.caller.points;
  return (
    <Section title={say.title} of={loyalty?.accounts}>
      {loyalty === null && <Nothing>{words.caller.tier.none}</Nothing>}
      <Stack gap="md">
        {loyalty?.accounts.map((account) => (
          <Wallet key={account.id} account={account} id={id} changes={changes} />
        ))}
      </Stack>
    </Section>
  );
}

interface WalletProps {
  readonly id: string;
  readonly account: CallerAccountFragment;
  readonly changes: number;
}

function Wallet({ id, account, changes }: WalletProps) {
  const { words, formats } = useWords();
  const say = words.caller.points;
  const { wallet, active, worth, expiringNext } = account;
  const others = (["pending", "reserved", "blocked", "negative"] as const).filter(
    (name) => account[name] !== "0",
  );
  return (
    <div>
      <Group justify="space-between" align="flex-start">
        <div>
          <Text span fw={700} size="xl" className="figure" data-testid={`active-${wallet}`}>
            {formats.points(active)}
          </Text>{" "}
          <Text span size="sm" c="dimmed">
            {say.active}
            {worth == null ? "" : `, ${say.worth(formats.money(worth))}`}
          </Text>
        </div>
        <StatementButton id={id} wallet={wallet} changes={changes} />
      </Group>
      <Group gap="md">
        {others.map((name) => (
          <Text key={name} size="sm" className="figure">
            {formats.points(account[name])} {say[name]}
          </Text>
        ))}
      </Group>
      {expiringNext != null && (
        <Text size="sm" c="dimmed">
          {say.expiring(formats.points(expiringNext.points), formats.day(expiringNext.at))}
        </Text>
      )}
    </div>
  );
}
