import type { SendsKind } from "../../domain/delivery/sends.ts";
import type { DestinationKind } from "./destinationKind.ts";
import { webhook } from "./webhook.ts";

/** Every kind of destination that there is; a new one is a line here. */
const KINDS: { readonly [Kind in SendsKind]: DestinationKind<Kind> } = { webhook };

export function kindOf(kind: SendsKind): DestinationKind {
  return KINDS[kind] as DestinationKind;
}
