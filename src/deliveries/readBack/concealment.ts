import { maskIdentifier, maskName } from "../../access/mask.ts";
import { identifierKindOf } from "../../domain/delivery/fields.ts";
import type { Concealment } from "../../domain/delivery/sentFields.ts";
import type { SecretBox } from "../../platform/secretBox.ts";

/** Characters of a value that people see at most. */
const SHOWN_LENGTH_MAX = 100;

/** How values of one destination that say who somebody is are kept. */
export function concealmentOf(destinationId: number, box: Pick<SecretBox, "hashOf">): Concealment {
  return {
    hash: (text) => box.hashOf(text, `sent:${destinationId}`),
    shown: (field, value) => masked(field, value).slice(0, SHOWN_LENGTH_MAX).toWellFormed(),
  };
}

function masked(field: string, value: string): string {
  switch (field) {
    case "customer.name":
      return maskName(value);
    case "customer.language":
      return "***";
    case "customer.email":
      return maskIdentifier("email", value).display;
    default:
      return maskIdentifier(identifierKindOf(field) ?? "", value).display;
  }
}
