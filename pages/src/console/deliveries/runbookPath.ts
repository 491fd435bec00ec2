/** Where the server shows a runbook: `docs/runbooks/x.md#y` is a page of its documents. */
export function runbookPath(runbook: string): string {
  return `/${runbook.replace(/\.md(?=#|$)/, "")}`;
}
