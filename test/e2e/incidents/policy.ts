/** Who may do what about incidents: a part of the policy of all. */
export const INCIDENT_POLICY = {
  "Mutation.acknowledgeIncident": {
    roles: ["operator", "admin"],
    query:
      'mutation { acknowledgeIncident(input: {incident: "x", idempotencyKey: "k"}) { userErrors { code } } }',
  },
} as const;
