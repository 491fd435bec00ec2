import type { Role } from "../../../src/domain/access/viewer.ts";

/** Root fields, who may use each, and the smallest document that does. */
export type Policy = Record<string, { readonly roles: readonly Role[]; readonly query: string }>;

/** What systems tell us, how it is read, and the days that they declare. */
export const INBOUND_POLICY: Policy = {
  "Query.undeclaredDays": {
    roles: ["operator", "admin"],
    query: "{ undeclaredDays { businessDate } }",
  },
  "Query.intakeReport": {
    roles: ["operator", "admin"],
    query:
      '{ intakeReport(source: "shop", from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z") { source } }',
  },
  "Query.mappings": {
    roles: ["operator", "admin"],
    query: "{ mappings(first: 1) { nodes { name } } }",
  },
  "Query.mapping": { roles: ["operator", "admin"], query: '{ mapping(name: "x") { name } }' },
  "Mutation.tryMapping": {
    roles: ["operator", "admin"],
    query: 'mutation { tryMapping(input: {document: "", sample: ""}) { userErrors { code } } }',
  },
  "Mutation.saveMapping": {
    roles: ["admin"],
    query: 'mutation { saveMapping(input: {document: ""}) { userErrors { code } } }',
  },
  "Query.declaredDays": {
    roles: ["operator", "admin"],
    query:
      '{ declaredDays(from: "2026-03-01", to: "2026-03-31", first: 1) { nodes { receipts } } }',
  },
  "Query.till": {
    roles: ["till", "operator", "admin"],
    query: '{ till(store: "s1") { serverTime } }',
  },
  "Query.health": {
    roles: ["operator", "admin"],
    query: "{ health { sources { source } } }",
  },
};
