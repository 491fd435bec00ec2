import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createAddressGuard } from "../../../../src/platform/outgoing/addressGuard.ts";
import {
  type BoundedRequestDeps,
  createBoundedRequest,
  type Got,
} from "../../../../src/platform/outgoing/boundedRequest.ts";
import { type LocalShop, openLocalShop } from "../../../support/inbound/localShop.ts";

let shop: LocalShop;
beforeAll(async () => {
  shop = await openLocalShop();
});
afterAll(() => shop?.close());
beforeEach(() => {
  shop.answers.clear();
  shop.asked.length = 0;
});

const OWN = createAddressGuard(["127.0.0.0/8"]);
const never = new AbortController().signal;

async function get(
  url: string,
  deps: Partial<BoundedRequestDeps> = {},
  headers = {},
): Promise<Got> {
  return await createBoundedRequest({ reachOf: OWN, ...deps })(new URL(url), {
    ...{ headers, signal: never },
  });
}

const REFUSED = { ok: false, isLasting: true, problem: expect.stringMatching("not public") };

test("an answer comes with its status, whatever that is", async () => {
  shop.answers.set("/a", { a: 1 });
  expect(await get(`${shop.url}/a`, {}, { authorization: "Bearer s" })).toMatchObject({
    ...{ ok: true, status: 200, body: Buffer.from('{"a":1}') },
  });
  expect(shop.asked[0]?.headers).toMatchObject({
    ...{ authorization: "Bearer s", "accept-encoding": "identity" },
  });
  expect(await get(`${shop.url}/b`)).toMatchObject({ ok: true, status: 404 });
});

test.each([
  // As a browser reads them, all of these are 127.0.0.1.
  ...["http://2130706433", "http://0x7f000001", "http://017700000001", "http://127.1"],
  ...["http://0177.0.0.1", "http://127.0.0.1.", "http://１２７.0.0.1", "http://[::ffff:7f00:1]"],
  ...["http://[::1]", "http://0", "http://localhost", "https://127.0.0.1"],
])("without the operator's word %s is not connected to", async (origin) => {
  const url = `${origin}:${shop.port}/a`;
  expect(await get(url, { reachOf: createAddressGuard([]) })).toMatchObject(REFUSED);
  expect(shop.asked).toEqual([]);
});

test.each([
  ["a user before the host", () => `http://example.com@127.0.0.1:${shop.port}/`],
  ["another protocol", () => `ftp://127.0.0.1:${shop.port}/`],
  ["a file", () => "file:///etc/passwd"],
])("%s is refused", async (_name, url) => {
  expect(await get(url())).toMatchObject({ ok: false, isLasting: true });
  expect(shop.asked).toEqual([]);
});

test("plain HTTP leads to nothing that is public", async () => {
  const resolve = async () => [{ address: "93.184.216.34", family: 4 }];
  expect(await get("http://shop.example/", { resolve })).toMatchObject({
    ...{ ok: false, isLasting: true, problem: "Its address must be https." },
  });
});

test("a name that answers otherwise a moment later leads where it was checked, once", async () => {
  shop.answers.set("/a", {});
  const answers = [
    ...["127.0.0.1", "127.0.0.2", "10.0.0.1"].map((address) => [{ address, family: 4 }]),
    // One public address does not vouch for the other.
    [
      { address: "127.0.0.1", family: 4 },
      { address: "169.254.169.254", family: 4 },
    ],
    [],
  ];
  let lookups = 0;
  const resolve = async () => {
    lookups += 1;
    return answers[lookups - 1] ?? [];
  };
  const reachOf = createAddressGuard(["127.0.0.1"]);
  const url = `http://shop.example:${shop.port}/a`;
  expect(await get(url, { reachOf, resolve })).toMatchObject({ ok: true, status: 200 });
  expect(lookups).toBe(1);
  expect(shop.asked[0]?.headers["host"]).toBe(`shop.example:${shop.port}`);
  for (let time = 2; time <= 5; time += 1) {
    expect(await get(url, { reachOf, resolve })).toMatchObject(REFUSED);
  }
  expect(shop.asked).toHaveLength(1);
});

test("no redirect is followed", async () => {
  shop.answers.set("/a", (_request, response) => {
    response.writeHead(302, { location: `${shop.url}/secret` }).end();
  });
  expect(await get(`${shop.url}/a`)).toMatchObject({ ok: true, status: 302 });
  expect(shop.asked.map(({ path }) => path)).toEqual(["/a"]);
});

test("an answer that is too long, packed or slow is cut off", async () => {
  const bounds = { bytesMax: 1_000 };
  shop.answers.set("/long", (_request, response) => {
    response.write("x".repeat(900));
    response.write("x".repeat(900));
  });
  shop.answers.set("/bomb", (_request, response) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    response.end(gzipSync(Buffer.alloc(10_000_000)));
  });
  shop.answers.set("/silent", () => {});
  shop.answers.set("/drip", (_request, response) => {
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  });
  expect(await get(`${shop.url}/long`, bounds)).toMatchObject({
    ...{ ok: false, isLasting: true, problem: "Its answer is longer than 1000 bytes." },
  });
  expect(await get(`${shop.url}/bomb`, bounds)).toMatchObject({
    ...{ ok: false, isLasting: true, problem: expect.stringContaining("packed") },
  });
  for (const path of ["silent", "drip"]) {
    expect(await get(`${shop.url}/${path}`, { ...bounds, msMax: 300 })).toMatchObject({
      ...{ ok: false, isLasting: false, problem: "It did not answer within 0.3 s." },
    });
  }
});

test("what is down, breaks off or has no name may come back", async () => {
  const closed = await openLocalShop();
  await closed.close();
  shop.answers.set("/broken", (_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("x", () => response.destroy());
  });
  const silent = () => new Promise<never>(() => {});
  for (const [url, deps] of [
    [`${closed.url}/`, {}],
    [`${shop.url}/broken`, {}],
    ["http://shop.invalid/", {}],
    ["http://shop.example/", { resolve: silent, msMax: 100 }],
  ] as const) {
    expect(await get(url, deps)).toMatchObject({ ok: false, isLasting: false });
  }
});

test("a secret that no header can hold is said to be one", async () => {
  expect(await get(`${shop.url}/a`, {}, { authorization: "Bearer a\r\nhost: b" })).toMatchObject({
    ...{ ok: false, isLasting: true },
  });
  expect(shop.asked).toEqual([]);
});
