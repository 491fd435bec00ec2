import { Table } from "@mantine/core";
import type { SamePreviewQuery } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";

type Preview = NonNullable<SamePreviewQuery["previewMerge"]>;
type Side = Preview["before"];

/** What either has now, and what both would have together. */
export function SideTable({ preview }: { readonly preview: Preview }) {
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
  const tierOf = ({ tier, tierUntil }: Side) =>
    tier == null ? say.noTier : tierUntil == null ? tier : say.until(tier, formats.day(tierUntil));
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
    <Table.ScrollContainer minWidth={480}>
      <Table fz="sm" verticalSpacing={4} data-testid="preview">
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th>{customer.name ?? say.thisOne}</Table.Th>
            <Table.Th>{other.name ?? say.otherOne}</Table.Th>
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
