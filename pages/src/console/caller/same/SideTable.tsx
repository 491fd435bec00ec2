import { Table, Text } from "@mantine/core";
import type { SamePreviewQuery } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";

type Preview = NonNullable<SamePreviewQuery["previewMerge"]>;
type Side = Preview["before"];

interface Props {
  readonly preview: Preview;
  /** Those of the programme, for their names. */
  readonly tiers: readonly { readonly code: string; readonly name: string }[];
}

/** What either has now, and what both would have together. */
export function SideTable({ preview, tiers }: Props) {
  const { words, formats } = useWords();
  const say = words.same;
  const { customer, other, before, otherBefore, after } = preview;
  const sides = [before, otherBefore, after ?? null];
  const wallets = [
    ...new Set(sides.flatMap((side) => side?.balances.map(({ wallet }) => wallet) ?? [])),
  ].sort();
  const knownBy = (one: Preview["customer"]) =>
    one.identifiers
      .map(({ kind, display }) => `${words.search.kinds[kind] ?? kind} ${display}`)
      .join(", ");
  const tierOf = ({ tier, tierUntil }: Side) => {
    const name = tiers.find(({ code }) => code === tier)?.name ?? tier ?? say.noTier;
    return tierUntil == null ? name : say.until(name, formats.day(tierUntil));
  };
  const pointsOf = (wallet: string) => (side: Side) => {
    const balance = side.balances.find((one) => one.wallet === wallet);
    const active = formats.points(balance?.active ?? "0");
    return balance === undefined || balance.maturing === "0"
      ? active
      : say.maturing(active, formats.points(balance.maturing));
  };
  const rows: readonly (readonly [string, (side: Side) => string])[] = [
    [say.tier, tierOf],
    ...wallets.map((wallet) => [say.points(wallet), pointsOf(wallet)] as const),
    [say.orders, ({ orders }) => formats.count(orders)],
  ];
  return (
    <Table.ScrollContainer
      minWidth={480}
      // By the keyboard, too, in a narrow window.
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
    >
      <Table fz="sm" verticalSpacing={4} data-testid="preview">
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Head title={say.thisOne} name={customer.name} />
            <Head title={say.otherOne} name={other.name} />
            <Table.Th>{say.together}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([label, cellOf]) => (
            <Table.Tr key={label}>
              <Table.Th>{label}</Table.Th>
              {sides.map((side, place) => (
                <Table.Td key={place} className="figure">
                  {side === null ? "–" : cellOf(side)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th>{say.identifiers}</Table.Th>
            <Table.Td className="foreign">{knownBy(customer)}</Table.Td>
            <Table.Td className="foreign">{knownBy(other)}</Table.Td>
            <Table.Td>{after == null ? "–" : formats.count(after.identifiers)}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface HeadProps {
  readonly title: string;
  readonly name: string | null | undefined;
}

/** They may have one name: which of them this is stands above it. */
function Head({ title, name }: HeadProps) {
  const { words } = useWords();
  return (
    <Table.Th>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <span className="foreign">{name ?? words.caller.noName}</span>
    </Table.Th>
  );
}
