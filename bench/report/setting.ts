import { availableParallelism, cpus, totalmem } from "node:os";
import type { Sql } from "../../db/connection/client.ts";

/** Where and how a part was measured. */
export type Setting = Awaited<ReturnType<typeof describeSetting>>;

/** The machine and the run, without names. */
export async function describeSetting(
  { customers, seconds }: { readonly customers: number; readonly seconds: number },
  admin: Sql,
  command: string,
  loadAverage: number,
) {
  const [row] = await admin<{ postgres: string }[]>`
    select current_setting('server_version') as postgres`;
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    command,
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? process.arch,
    memoryGb: totalmem() / 1024 ** 3,
    /** Before the run; much above 0 and others were using the machine. */
    loadAverage,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres: row?.postgres ?? "unknown",
    ...{ customers, secondsPerLine: seconds },
  };
}
