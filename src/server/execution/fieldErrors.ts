import type { GraphQLError } from "graphql";
import type { Path as PathNode } from "graphql/jsutils/Path.js";

/** Where a value stands in the answer; undefined is its root. */
export type Path = PathNode | undefined;

/**
 * The errors of a run. One below a place that another error has already set to null is not told
 * (spec 6.4.4).
 */
export class FieldErrors {
  readonly list: GraphQLError[] = [];
  readonly #nulled = new Set<Path>();

  add(error: GraphQLError, path: Path): void {
    for (let place = path; place !== undefined; place = place.prev) {
      if (this.#nulled.has(place)) {
        return;
      }
    }
    if (this.#nulled.has(undefined)) {
      return;
    }
    this.#nulled.add(path);
    this.list.push(error);
  }
}
