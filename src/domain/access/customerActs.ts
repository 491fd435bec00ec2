/**
 * What is put on record of a customer when somebody looks at or changes it: the audit's actions
 * that name a customer. Each has its sentence in the timeline (src/sentences/acts.ts).
 */
export const CUSTOMER_ACTS = [
  "caller.refused",
  "caller.verified",
  "customer.create",
  "customer.distinct",
  "customer.merge",
  "customer.reveal",
  "customer.revoke-tokens",
  "customer.split",
  "customer.undecided",
  "customer.unmerge",
  "customer.unsplit",
  "customer.update",
  "goodwill.give",
  "goodwill.undo",
  "identifier.block",
  "identifier.link",
  "identifier.replace",
  "identifier.unlink",
  "order.claim",
  "order.claim_refused",
  "points.adjust",
  "points.block",
  "points.transfer",
  "points.unblock",
  "tier.grant",
  "tier.grant-ended",
  "tier.override",
  "tier.override-cleared",
] as const;

export type CustomerAct = (typeof CUSTOMER_ACTS)[number];
