import {
  type DirectiveNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";

/** Nested selections of one operation, fragments followed. */
const DEPTH_MAX = 15;
/** Aliases of one operation, each use of a fragment counted. */
const ALIASES_MAX = 30;
/** Fields at the root of one operation. */
const ROOT_FIELDS_MAX = 20;
/** Fields of a document's operations and fragments, each use of a fragment counted. */
const FIELDS_MAX = 10_000;
/** Pairs of fields that share a place in the answer: validation compares each with each. */
const PAIRS_MAX = 10_000;
const CROWDED = `The document repeats the same fields too often; ask for each once (at most ${FIELDS_MAX} fields in all).`;
const CONDITIONS: ReadonlySet<string> = new Set(["skip", "include"]);
const UNCONDITIONAL =
  "The field of a subscription stands without @skip and @include; leave the subscription out instead.";
/** Lexical tokens of a document: 10,000 aliases end in the lexer, before anything is built. */
export const TOKENS_MAX = 2_000;

interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
}

const EMPTY: Size = { depth: 0, aliases: 0, rootFields: 0 };

/**
 * Refuses operations that are too deep, rename too much or ask for too many things at once, and
 * subscriptions whose only field stands under a condition: left out, nothing would be left to
 * follow, and the standard rule fails on variables.
 *
 * Depends on the document alone, never on variables or the viewer: the server validates a document
 * once and remembers it. A fragment is measured once and its size added at each use, so a document
 * that would unfold exponentially is measured in linear time; one in a cycle counts as empty (the
 * standard rules refuse it).
 */
export const operationLimits: ValidationRule = (context: ValidationContext) => {
  const measured = new Map<string, Size>();
  const places = new Places(context);
  let isRefused = false;
  const refuseCrowd = (node: OperationDefinitionNode | FragmentDefinitionNode) => {
    if (isRefused || !places.isCrowdedBy(node.selectionSet)) {
      return;
    }
    isRefused = true;
    context.reportError(new GraphQLError(CROWDED, { nodes: node.name ?? [] }));
  };
  return {
    // Also those that no operation uses are validated.
    FragmentDefinition: refuseCrowd,
    OperationDefinition: (operation) => {
      const size = sizeOf(operation.selectionSet, context, measured);
      refuseAbove(context, operation, "nested selections", size.depth, DEPTH_MAX);
      refuseAbove(context, operation, "aliases", size.aliases, ALIASES_MAX);
      refuseAbove(context, operation, "root fields", size.rootFields, ROOT_FIELDS_MAX);
      refuseCrowd(operation);
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
        return;
      }
      const condition = rootConditionOf(operation.selectionSet, context, new Set());
      if (condition !== null) {
        context.reportError(new GraphQLError(UNCONDITIONAL, { nodes: condition }));
      }
    },
  };
};

interface Place {
  times: number;
  readonly below: Map<string, Place>;
}

/**
 * Lays fields over each other by their places in the answer, and stops counting above FIELDS_MAX
 * and PAIRS_MAX.
 */
class Places {
  readonly #context: ValidationContext;
  readonly #open = new Set<string>();
  #fields = 0;
  #pairs = 0;

  constructor(context: ValidationContext) {
    this.#context = context;
  }

  /** Whether the document has too much in it with this set. */
  isCrowdedBy(set: SelectionSetNode): boolean {
    this.#visit(set, new Map());
    return this.#isFull();
  }

  #isFull(): boolean {
    return this.#fields > FIELDS_MAX || this.#pairs > PAIRS_MAX;
  }

  #visit(set: SelectionSetNode, places: Map<string, Place>): void {
    for (const selection of set.selections) {
      this.#fields += 1;
      if (this.#isFull()) {
        return;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.#visit(selection.selectionSet, places);
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        this.#spread(selection.name.value, places);
      } else {
        const name = selection.alias?.value ?? selection.name.value;
        const place = places.get(name) ?? { times: 0, below: new Map<string, Place>() };
        places.set(name, place);
        this.#pairs += place.times;
        place.times += 1;
        if (selection.selectionSet !== undefined) {
          this.#visit(selection.selectionSet, place.below);
        }
      }
    }
  }

  #spread(name: string, places: Map<string, Place>): void {
    const fragment = this.#context.getFragment(name);
    // A cycle is refused by the standard rules.
    if (fragment == null || this.#open.has(name)) {
      return;
    }
    this.#open.add(name);
    this.#visit(fragment.selectionSet, places);
    this.#open.delete(name);
  }
}

function sizeOf(
  set: SelectionSetNode,
  context: ValidationContext,
  measured: Map<string, Size>,
): Size {
  let [depth, aliases, rootFields] = [0, 0, 0];
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const below =
        selection.selectionSet === undefined
          ? EMPTY
          : sizeOf(selection.selectionSet, context, measured);
      depth = Math.max(depth, below.depth + 1);
      aliases += below.aliases + (selection.alias === undefined ? 0 : 1);
      rootFields += 1;
      continue;
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? sizeOf(selection.selectionSet, context, measured)
        : sizeOfFragment(context.getFragment(selection.name.value), context, measured);
    depth = Math.max(depth, inner.depth);
    aliases += inner.aliases;
    rootFields += inner.rootFields;
  }
  return { depth, aliases, rootFields };
}

function sizeOfFragment(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  measured: Map<string, Size>,
): Size {
  if (fragment === null || fragment === undefined) {
    return EMPTY;
  }
  const name = fragment.name.value;
  const known = measured.get(name);
  if (known !== undefined) {
    return known;
  }
  // Stands for itself while it is measured: that ends a cycle.
  measured.set(name, EMPTY);
  const size = sizeOf(fragment.selectionSet, context, measured);
  measured.set(name, size);
  return size;
}

/** What decides whether a root field is asked for at all, fragments followed. */
function rootConditionOf(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  entered: Set<string>,
): DirectiveNode | null {
  for (const selection of selections) {
    const condition = selection.directives?.find(({ name }) => CONDITIONS.has(name.value));
    if (condition !== undefined) {
      return condition;
    }
    if (selection.kind === Kind.FIELD) {
      continue;
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : enter(selection.name.value, context, entered);
    const found = inner == null ? null : rootConditionOf(inner.selectionSet, context, entered);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** A fragment, the first time. */
function enter(name: string, context: ValidationContext, entered: Set<string>) {
  if (entered.has(name)) {
    return null;
  }
  entered.add(name);
  return context.getFragment(name);
}

function refuseAbove(
  context: ValidationContext,
  operation: OperationDefinitionNode,
  what: string,
  count: number,
  max: number,
): void {
  if (count <= max) {
    return;
  }
  const found = Number.isFinite(count) ? count : "far more";
  context.reportError(
    new GraphQLError(`The operation has ${found} ${what}; at most ${max} are allowed.`, {
      nodes: operation.name ?? [],
    }),
  );
}
