import type { ComponentType } from "react";
import type { CallerHeadFragment } from "../../../__generated__/graphql.ts";
import type { Words } from "../../words/en.ts";
import { RevealForm } from "./RevealForm.tsx";

export interface ActionProps {
  readonly customer: CallerHeadFragment;
  /** It has been done: the page reads again. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Something that an agent can do for a customer: one line in ACTIONS. */
export interface CallerAction {
  readonly code: keyof Words["actions"]["titles"];
  /** Who has it: those with this scope. */
  readonly needs: string;
  readonly Form: ComponentType<ActionProps>;
}

/** All of them, in the order of the menu. */
export const ACTIONS: readonly CallerAction[] = [
  { code: "reveal", needs: "customer:reveal", Form: RevealForm },
];
