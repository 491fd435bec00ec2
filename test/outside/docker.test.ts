import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { findFreePort } from "../../scripts/faults/ports.ts";
import { loadConfig } from "../../src/config.ts";
import { createEmptyDatabase } from "../support/database.ts";
import { startIdentityProvider } from "../support/identityProvider.ts";
import { canContain, startContainer } from "../support/outside/container.ts";
import { readDockerfile } from "../support/outside/dockerfile.ts";
import { packTarball } from "../support/outside/emptyFolder.ts";
import { untilIt } from "../support/outside/wait.ts";

const ROOT = join(import.meta.dirname, "../..");
/** With a build of the package and a download of what it needs. */
const IMAGE_TIMEOUT_MS = 600_000;

interface Service {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks: unknown;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
  readonly [key: string]: unknown;
}

const target = mkdtempSync(join(tmpdir(), "tributary-docker-"));
afterAll(() => rmSync(target, { recursive: true }));

const image = readDockerfile(join(ROOT, "Dockerfile"));
const compose = parse(readFileSync(join(ROOT, "compose.yaml"), "utf8"), { merge: true });
const services: Readonly<Record<string, Service>> = compose.services;

test("the image is built by the very commands that make the package here, without the clone's leftovers", () => {
  const commands = image.before.filter(({ name }) => name === "RUN").map(({ words }) => words);
  // .ci/run begins with the first, packTarball is the second.
  expect(commands).toEqual(["npm ci --no-audit --no-fund", "npm pack --pack-destination /"]);
  expect(readFileSync(join(ROOT, ".ci/run"), "utf8")).toContain(`\n${commands[0]}\n`);
  const ignored = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
  expect(ignored).toEqual(expect.arrayContaining([".git", ".data", "dist", "node_modules"]));
});

test.skipIf(!canContain())(
  "the lines of the Dockerfile make a server on a read-only root that is process 1 of an ordinary user, is healthy when it is ready, and ends on SIGTERM",
  { timeout: IMAGE_TIMEOUT_MS },
  async () => {
    const database = await createEmptyDatabase();
    const provider = await startIdentityProvider("docker");
    const port = String(await findFreePort());
    const url = `http://127.0.0.1:${port}`;
    const container = await startContainer(image, {
      tarball: packTarball(target),
      env: {
        DATABASE_URL: database.url,
        AUTH_JWKS_URL: provider.jwksUrl,
        AUTH_ISSUER: "https://id.example.com",
        AUTH_AUDIENCE: "tributary",
        // The image's is every address of the container; a test stays on this machine.
        HOST: "127.0.0.1",
        PORT: port,
      },
    });
    try {
      await untilIt(`it is healthy: ${container.said()}`, () => container.checkHealth() === 0);
      const { pid, uid } = container.identity();
      expect({ pid, isRoot: uid === "0" }).toEqual({ pid: "1", isRoot: false });
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect(container.run(["verify"])).toContain("OK");
      expect(await container.stop()).toBe(0);
      await expect(fetch(`${url}/readyz`)).rejects.toThrow();
    } finally {
      container.remove();
      await provider.close();
      await database.drop();
    }
  },
);

test("the compose file names what is there: services, volumes, networks, and variables that we read", () => {
  const variables = readFileSync(join(ROOT, "docs/configuration.md"), "utf8");
  for (const [name, service] of Object.entries(services)) {
    expect(Object.keys(service.depends_on ?? {}).filter((one) => !(one in services))).toEqual([]);
    for (const volume of service.volumes ?? []) {
      expect(Object.keys(compose.volumes), name).toContain(volume.split(":")[0]);
    }
    if (service["build"] !== undefined) {
      expect(existsSync(join(ROOT, String(service["build"]), "Dockerfile"))).toBe(true);
      for (const variable of Object.keys(service.environment ?? {})) {
        expect(variables, name).toContain(`\`${variable}\``);
      }
    } else {
      expect(service.image).toMatch(/^[a-z]+:[\d.]+-bookworm$/);
    }
  }
  expect(Object.values(services).filter(({ profiles }) => profiles === undefined)).toHaveLength(2);
});

test("the server takes the compose file's variables, and asks for those that are not set", () => {
  const given = { POSTGRES_PASSWORD: "secret", AUTH_JWKS_URL: "https://id.example.com/keys" };
  const more = { AUTH_ISSUER: "https://id.example.com", AUTH_AUDIENCE: "tributary" };
  const set: Readonly<Record<string, string>> = { ...given, ...more };
  const asked = new Set<string>();
  const filled = Object.entries(services["tributary"]?.environment ?? {}).map(([name, value]) => {
    const text = value.replaceAll(/\$\{(\w+)(:[-?])([^}]*)\}/g, (_, variable, kind, rest) => {
      if (kind === ":?") {
        asked.add(variable);
      }
      return set[variable] ?? rest;
    });
    return [name, text];
  });
  const config = loadConfig({ ...image.env, ...Object.fromEntries(filled) });
  expect(config).toMatchObject({ host: "0.0.0.0", dataDir: "/data", isProduction: true });
  expect([...asked].sort()).toEqual(Object.keys(set).sort());
});

test("nginx takes the proxy of two servers, which says what the sample for operators says", () => {
  const content: string = compose.configs.proxy.content.replaceAll("$$", "$");
  const prefix = join(target, "nginx");
  mkdirSync(prefix);
  const own = content.replaceAll(/server (tributary|second):4000/g, "server 127.0.0.1:4000");
  const file = join(prefix, "nginx.conf");
  const head = `pid ${prefix}/nginx.pid;\nerror_log stderr;\nevents {}\n`;
  writeFileSync(file, `${head}http {\naccess_log off;\n${own}}\n`);
  const tried = spawnSync("nginx", ["-t", "-p", prefix, "-c", file], {
    encoding: "utf8",
    env: { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` },
  });
  expect({ status: tried.status, said: tried.stderr }).toMatchObject({ status: 0 });

  const settings = (text: string) => new Set(text.match(/^ +(proxy_\w+|client_\w+) .*;/gm));
  const trimmed = (text: string) =>
    [...settings(text)].map((line) => line.trim()).filter((line) => !/Host/.test(line));
  const sample = readFileSync(join(ROOT, "deploy/nginx/tributary.conf"), "utf8");
  expect(trimmed(content).sort()).toEqual(trimmed(sample).sort());
});
