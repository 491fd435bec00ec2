import type { SameGraphQuery } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";

type Graph = NonNullable<NonNullable<SameGraphQuery["customer"]>["identityGraph"]>;

/** A part of a customer: somebody who was a customer of their own once. */
export type Leaf = Graph["leaves"][number];

/** A part in words: what it is known by, and how many orders it brought. */
export function useSayLeaf(): (leaf: Leaf) => string {
  const { words, formats } = useWords();
  const say = words.same;
  return ({ identifiers, orders }) => {
    const names = identifiers.map(
      ({ kind, display }) => `${words.search.kinds[kind] ?? kind} ${display}`,
    );
    return `${names.join(", ") || say.noIdentifier}, ${say.part(formats.count(orders))}`;
  };
}
