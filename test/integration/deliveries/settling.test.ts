import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { findFreePort } from "../../../scripts/faults/ports.ts";
import { Settling } from "../../../src/deliveries/settling.ts";

const LANES = 100;

test("while the database is away, lanes are given up together and not one after the other", async () => {
  let connections = 0;
  const away = createServer((socket: Socket) => {
    connections += 1;
    socket.destroy();
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => away.listen(port, "127.0.0.1", resolve));
  const sql = connect(`postgres://nobody@127.0.0.1:${port}/nowhere`, { max: 1 });
  try {
    const settling = new Settling(sql);
    const settled = Array.from({ length: LANES }, (_, nth) =>
      settling.settle({
        lane: {
          ...{ destination_id: 1, root_id: BigInt(nth), token: 1n, next_seq: 2n, next_id: 2n },
          ...{ ended: 1, again_after: null, is_dead: false, wait_ms: 0, tries: 1 },
          ...{ first_tried_at: null, last_status: null, last_answer: null, shadow_epoch: null },
        },
        ...{ rows: [], sent: null },
      }),
    );
    const outcomes = await Promise.allSettled(settled);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(LANES).fill("rejected"));
    expect(connections).toBe(2);
  } finally {
    await sql.end({ timeout: 0 });
    away.close();
  }
});
