/** What demo mode prints when it listens: one line for each thing that one needs. */
export function greet(url: string): string {
  return [
    "",
    "Tributary is running in demo mode, for this machine alone.",
    "",
    `  Start here     ${url}`,
    `  Query editor   ${url}/graphql`,
    `  Purchases in   ${url}/v1/events`,
    "  Tokens         npx tributary tokens print agent",
    "  Stop           Ctrl-C stops everything. The next start keeps the data.",
    "",
    "",
  ].join("\n");
}
