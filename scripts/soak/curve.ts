import { GROWTH_BYTES_MAX, GROWTH_BYTES_PER_REQUEST_MAX } from "./judge.ts";
import type { SoakResult } from "./run.ts";

const MB = 1024 * 1024;
/** Characters of the longest bar. */
const BAR_WIDTH = 60;

/** A run as a page of Markdown: its verdict, and what was held at every look. */
export function curve({
  seed,
  samples,
  verdict,
  statuses,
  refusals,
  faults,
  told,
}: SoakResult): string {
  const live = samples.map(({ heapBytes, bufferBytes }) => heapBytes + bufferBytes);
  const most = Math.max(...live);
  const rows = samples.map(
    ({ atS, requests, residentBytes }, at) =>
      `${minutes(atS)} ${String(requests).padStart(9)} ${mb(live[at] ?? 0)} ${mb(residentBytes)}  ${"#".repeat(Math.round(((live[at] ?? 0) / most) * BAR_WIDTH))}`,
  );
  const problems = [...verdict.problems, ...faults];
  return `# What a server holds after hours

\`npm run soak -- --seed ${seed}\`: a server with a heap of 160 MB under purchases by every door,
pages, calls, coupons, points, sockets that come and go, simulations, imports, and whatever should
not come in. Every minute everybody leaves, all garbage is collected, and what is left is looked at.
From the end of the first third to the end, live memory may grow by ${GROWTH_BYTES_MAX / MB} MB in all and by
${GROWTH_BYTES_PER_REQUEST_MAX} bytes a request; sockets, timers and the like not at all.

- Growth: ${verdict.growthBytes} bytes over ${verdict.requests} requests, ${verdict.growthBytesPerRequest.toFixed(2)} bytes each.
- Answers by status: ${counted(statuses)}.
- Operations refused: ${counted(refusals)}.
- A destination took ${told} messages, and refused, lost or kept waiting one in eight tries.
- ${problems.length === 0 ? "No problems." : problems.join(" ")}

\`\`\`text
minute  requests   live MB  resident MB
${rows.join("\n")}
\`\`\`
`;
}

function counted(counts: Readonly<Record<string, number>>): string {
  const told = Object.entries(counts).map(([name, count]) => `${count} of ${name}`);
  return told.length === 0 ? "none" : told.join(", ");
}

const minutes = (seconds: number) => (seconds / 60).toFixed(1).padStart(6);
const mb = (bytes: number) => (bytes / MB).toFixed(2).padStart(9);
