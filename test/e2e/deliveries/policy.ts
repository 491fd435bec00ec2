/** Who may do what about destinations: a part of the policy of all. */
export const DELIVERY_POLICY = {
  "Mutation.pauseDestination": {
    roles: ["operator", "admin"],
    query:
      'mutation { pauseDestination(input: {destination: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.resumeDestination": {
    roles: ["operator", "admin"],
    query:
      'mutation { resumeDestination(input: {destination: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Query.shadowReport": {
    roles: ["operator", "admin"],
    query: '{ shadowReport(destination: "x") { verdict } }',
  },
  "Mutation.cutOverDestination": {
    roles: ["operator", "admin"],
    query:
      'mutation { cutOverDestination(input: {destination: "x", mode: LIVE, reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.setDestination": {
    roles: ["admin"],
    query:
      'mutation { setDestination(input: {document: "", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.retireDestination": {
    roles: ["admin"],
    query:
      'mutation { retireDestination(input: {destination: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.skipDeadLetter": {
    roles: ["operator", "admin"],
    query:
      'mutation { skipDeadLetter(input: {destination: "x", message: "x-1", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.retryDeadLetters": {
    roles: ["operator", "admin"],
    query:
      'mutation { retryDeadLetters(input: {destination: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.replayDestination": {
    roles: ["operator", "admin"],
    query:
      'mutation { replayDestination(input: {destination: "x", from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z", idempotencyKey: "k"}) { userErrors { code } } }',
  },
} as const;

/** Fields that whoever sees the object sees. */
export const DELIVERY_FIELDS = {
  DestinationHealth:
    "destination name kind mode shadow owner breaker pausedAt pausedBy restsUntil problem pending oldestSeconds drainsAt errorRate retryRate quotaLeft deadLetters wrongValues readBackProblem runbook",
  ReadBackDifference: "field checked wrong open sample values",
  ShadowReport: "destination mode since by reason from to verdict reasons customers fields groups",
  ShadowCustomers: "compared equal different missing unknown inFlight notCompared",
  ShadowField: "field compared equal different missing sample",
  ShadowSample: "customerId ours theirs orderSize currencyCode orderStatus tier comparedAt",
  ShadowGroup: "by value currencyCode compared equal different missing",
  CutOverDestinationPayload: "mode userErrors",
  WrongValue: "customerId sent stored foundAt repairs repairedAt",
  DestinationPayload: "messages userErrors",
  DeadLetter:
    "id event status answer attempts blocksCustomer waiting customer firstTriedAt endedAt",
  SetDestinationPayload: "changes userErrors",
};
