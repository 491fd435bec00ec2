import type { ComponentType } from "react";
import type { Words } from "../../words/en.ts";
import type { CallerCustomer } from "../customer.ts";
import { AdjustForm } from "./AdjustForm.tsx";
import { BlockForm } from "./BlockForm.tsx";
import { BlockPointsForm } from "./BlockPointsForm.tsx";
import { ClaimForm } from "./ClaimForm.tsx";
import { ClearOverrideForm } from "./ClearOverrideForm.tsx";
import { ContactForm } from "./ContactForm.tsx";
import { EndGrantForm } from "./EndGrantForm.tsx";
import { EnrolForm } from "./EnrolForm.tsx";
import { ExplainForm } from "./ExplainForm.tsx";
import { GoodwillForm } from "./GoodwillForm.tsx";
import { GrantForm } from "./GrantForm.tsx";
import { LinkForm } from "./LinkForm.tsx";
import { OverrideForm } from "./OverrideForm.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import { ReplaceForm } from "./ReplaceForm.tsx";
import { RevealForm } from "./RevealForm.tsx";
import { UnblockPointsForm } from "./UnblockPointsForm.tsx";
import { UnlinkForm } from "./UnlinkForm.tsx";

export interface ActionProps {
  readonly customer: CallerCustomer;
  /** It has been done: the page reads again. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Something that an agent can do for a customer: one line in ACTIONS. */
export interface CallerAction {
  readonly code: keyof Words["actions"]["titles"];
  readonly group: keyof Words["actions"]["groups"];
  /** Who has it: those with this scope. */
  readonly needs: string;
  /** For whom it is offered. Left out: for everybody. */
  readonly isFor?: (customer: CallerCustomer) => boolean;
  readonly Form: ComponentType<ActionProps>;
}

const isMember = ({ loyalty }: CallerCustomer) => loyalty != null;
const isKnownBy = ({ identifiers }: CallerCustomer) => identifiers.length > 0;

/** All of them, in the order of the menu. */
export const ACTIONS: readonly CallerAction[] = [
  { code: "explain", group: "talk", needs: "customer:read", Form: ExplainForm },
  { code: "contact", group: "talk", needs: "interaction:write", Form: ContactForm },
  { code: "reveal", group: "talk", needs: "customer:reveal", Form: RevealForm },
  { code: "claim", group: "points", needs: "customer:write", Form: ClaimForm },
  { code: "goodwill", group: "points", needs: "goodwill:give", Form: GoodwillForm },
  { code: "adjust", group: "points", needs: "points:adjust", isFor: isMember, Form: AdjustForm },
  {
    code: "blockPoints",
    group: "points",
    needs: "points:block",
    isFor: isMember,
    Form: BlockPointsForm,
  },
  {
    code: "unblockPoints",
    group: "points",
    needs: "points:block",
    isFor: ({ loyalty }) => loyalty?.accounts.some(({ blocked }) => blocked !== "0") ?? false,
    Form: UnblockPointsForm,
  },
  {
    code: "enrol",
    group: "tier",
    needs: "membership:write",
    isFor: (customer) => !isMember(customer),
    Form: EnrolForm,
  },
  { code: "override", group: "tier", needs: "tier:override", isFor: isMember, Form: OverrideForm },
  {
    code: "clearOverride",
    group: "tier",
    needs: "tier:override",
    isFor: ({ loyalty }) => loyalty?.override != null,
    Form: ClearOverrideForm,
  },
  { code: "grant", group: "tier", needs: "tier:override", isFor: isMember, Form: GrantForm },
  {
    code: "endGrant",
    group: "tier",
    needs: "tier:override",
    isFor: ({ loyalty }) => (loyalty?.grants.length ?? 0) > 0,
    Form: EndGrantForm,
  },
  { code: "profile", group: "identity", needs: "customer:write", Form: ProfileForm },
  { code: "link", group: "identity", needs: "customer:write", Form: LinkForm },
  {
    code: "replace",
    group: "identity",
    needs: "customer:write",
    isFor: isKnownBy,
    Form: ReplaceForm,
  },
  {
    code: "block",
    group: "identity",
    needs: "customer:write",
    isFor: isKnownBy,
    Form: BlockForm,
  },
  {
    code: "unlink",
    group: "identity",
    needs: "customer:write",
    isFor: isKnownBy,
    Form: UnlinkForm,
  },
];
