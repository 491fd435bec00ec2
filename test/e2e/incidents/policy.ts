/** Who may do what about incidents: a part of the policy of all. */
export const INCIDENT_POLICY = {
  "Mutation.acknowledgeIncident": {
    roles: ["operator", "admin"],
    query:
      'mutation { acknowledgeIncident(input: {incident: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.muteIncidents": {
    roles: ["operator", "admin"],
    query:
      'mutation { muteIncidents(input: {until: "2026-03-01T00:00:00Z", reason: "r", idempotencyKey: "k"}) { userErrors { code } } }',
  },
  "Mutation.unmuteIncidents": {
    roles: ["operator", "admin"],
    query:
      'mutation { unmuteIncidents(input: {mute: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
} as const;

/** Fields that whoever sees the object sees. */
export const INCIDENT_FIELDS = {
  Incident:
    "id code subject title startedAt detectedAt acknowledgedAt acknowledgedBy note resolvedAt owner affectedCustomers affectedOrders moneyAtRisk amountsAtRisk evidence runbook notices",
  IncidentMute: "id code subject from until reason by",
  IncidentNotice: "channel moment createdAt tries sentAt droppedAt status answer",
  MuteIncidentsPayload: "mute userErrors",
  AcknowledgeIncidentPayload: "incident userErrors",
  Slo: "code title indicator target now windowDays total bad budgetLeft burnRate burnRateShort ok owner runbook",
};
