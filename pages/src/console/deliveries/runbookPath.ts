/** Where the server shows a runbook: its page of the documents, at the same heading. */
export function runbookPath(runbook: string): string {
  return `/${runbook.replace(/\.md(?=#|$)/, "")}`;
}
