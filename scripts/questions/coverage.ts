import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/**
 * Paths of all leaves of an operation, such as `customer.orders.nodes.status`; aliases as they are
 * answered.
 */
export function leafPathsOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode> = new Map(),
): readonly string[] {
  const paths: string[] = [];
  const walk = (set: SelectionSetNode, prefix: string): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const path = `${prefix}${selection.alias?.value ?? selection.name.value}`;
        if (selection.selectionSet === undefined) {
          paths.push(path);
        } else {
          walk(selection.selectionSet, `${path}.`);
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, prefix);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) {
          walk(fragment.selectionSet, prefix);
        }
      }
    }
  };
  walk(operation.selectionSet, "");
  return paths;
}

/**
 * Takes from `missing` every path behind which an answer has something: a value, or a list that is
 * not empty.
 */
export function strikeOut(missing: Set<string>, data: unknown): void {
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const element of value) {
        walk(element, path);
      }
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        walk(inner, path === "" ? name : `${path}.${name}`);
      }
    } else if (value !== null && value !== undefined) {
      missing.delete(path);
    }
  };
  walk(data, "");
}
