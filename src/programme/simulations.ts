import type { Sql } from "../../db/connection/client.ts";
import { findRuleset } from "../../db/queries/programme/rulesets.ts";
import {
  beginSimulation,
  endSimulation,
  noteSimulation,
} from "../../db/queries/programme/simulations.ts";
import { requireScope } from "../access/authorise.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { type Play, playHere } from "../simulate/play.ts";
import { type RulesetAnswer, versionNotFound } from "./rulesets/rulesetAnswer.ts";

/** Milliseconds between two notes of progress. */
const NOTE_MS = 500;

export interface SimulationsDeps {
  /** A pool of its own: a simulation keeps one connection for minutes. */
  readonly sql: Sql;
  /**
   * How one is played; in this thread where nothing is said, which suits a process that serves
   * nobody.
   */
  readonly play?: Play;
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Simulations in the background, one at a time in a process; what they come to is kept with the
 * version.
 */
export class Simulations {
  readonly #deps: SimulationsDeps;
  readonly #ending = new AbortController();
  #queue: Promise<void> = Promise.resolve();

  constructor(deps: SimulationsDeps) {
    this.#deps = deps;
  }

  /**
   * Begins to simulate a version; when it is simulated already, that one goes on. Throws: AppError
   * FORBIDDEN.
   */
  async start({
    viewer,
    version,
  }: {
    readonly viewer: Viewer;
    readonly version: number;
  }): Promise<RulesetAnswer> {
    requireScope(viewer, "programme:write");
    const { sql } = this.#deps;
    const row = await findRuleset(sql, version);
    if (row === undefined) {
      return versionNotFound(version);
    }
    const { revision } = row;
    if (await beginSimulation(sql, { version, revision, actor: actorOf(viewer) })) {
      const { document } = row;
      this.#queue = this.#queue.then(() => this.#run(version, document));
    }
    return { version, userErrors: [] };
  }

  /** Resolves when all that were begun have ended. */
  async idle(): Promise<void> {
    await this.#queue;
  }

  /** Ends what is under way; it is shown as failed. */
  async stop(): Promise<void> {
    this.#ending.abort(new Error("the server was stopped"));
    await this.#queue;
  }

  async #run(version: number, document: unknown): Promise<void> {
    const { sql, onFailure, play = playHere(sql) } = this.#deps;
    let notedAt = 0;
    let noting: Promise<unknown> = Promise.resolve();
    try {
      const { customers, result } = await play(document, {
        signal: this.#ending.signal,
        onProgress: ({ done, total }) => {
          if (performance.now() - notedAt < NOTE_MS) {
            return;
          }
          notedAt = performance.now();
          noting = noting.then(() => noteSimulation(sql, version, done, total));
        },
      });
      await noting;
      await noteSimulation(sql, version, customers, customers);
      await endSimulation(sql, version, { result });
    } catch (error) {
      onFailure?.(error);
      const message = error instanceof Error ? error.message : String(error);
      await endSimulation(sql, version, { error: message }).catch(() => {});
    }
  }
}
