import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const UNIT = join(import.meta.dirname, "../../deploy/systemd/tributary.service");
const isThere = spawnSync("systemd-analyze", ["--version"]).status === 0;

test.skipIf(!isThere)("systemd takes the service's file as it is (skipped without systemd)", () => {
  const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", UNIT], {
    encoding: "utf8",
  });

  // A machine without Node at /usr/bin says so, and that is the machine's.
  const said = `${stdout}${stderr}`.replaceAll(/^.*\/usr\/bin\/node is not executable.*\n/gm, "");
  expect({ said, ok: status === 0 || said === "" }).toEqual({ said: "", ok: true });
});
