import type { Random } from "../../src/demo/random.ts";
import { DEMO_STORES } from "../../src/demo/retailer.ts";
import type { DemoAuth, DemoClaims } from "../../src/server/auth/demoAuth.ts";
import type { Caller } from "./caller.ts";
import * as documents from "./documents.ts";
import { badLine, emailOf, PEOPLE, returned, sale } from "./purchases.ts";

/** What an act needs to know. */
export interface Stage {
  readonly caller: Caller;
  readonly random: Random;
  /** A name that no other act of the run has used. */
  unique(): string;
  readonly demo: DemoAuth;
  /** A token as the identity provider would give it; the same claims give the same token. */
  token(claims: DemoClaims): Promise<string>;
}

/** Something that somebody does; returns when it is done. */
type Act = (stage: Stage) => Promise<void>;

/** Events of one NDJSON body at most; more than a batch of the write path takes at once. */
const BODY_EVENTS_MAX = 700;
const AGENTS = 20;
/** Milliseconds that a page stays open at most. */
const PAGE_OPEN_MS_MAX = 2_000;

const REST_OF_A_SUBSCRIPTION = "a: __typename b: __typename c: __typename";

/** Tokens of the demo's issuer, remembered: signing is not what is tried here. */
export function tokensOf(demo: DemoAuth): Stage["token"] {
  const signed = new Map<string, Promise<string>>();
  return (claims) => {
    const name = JSON.stringify(claims);
    let token = signed.get(name);
    if (token === undefined) {
      token = demo.sign(claims);
      signed.set(name, token);
    }
    return token;
  };
}

const ingest = ({ token }: Stage) => token({ role: "ingest" });
const agent = ({ token, random }: Stage) =>
  token({ role: "agent", sub: `agent-${random.integer(1, AGENTS)}` });
const till = async ({ token, random }: Stage) => {
  const { code } = random.pick(DEMO_STORES);
  return { token: await token({ role: "till", store: code, sub: `till-${code}` }), store: code };
};
const somebody = ({ random }: Stage) => ({ email: emailOf(random.integer(1, PEOPLE)) });

/**
 * A shopper's token and a document that nobody has sent before: a shopper's is the largest to
 * remember, and the document is as large as those of which the load sends ever new ones
 * (CUSTOMER_CHANGES).
 */
export const askOnce: Act = async (stage) => {
  const name = stage.unique().replaceAll(/\W/g, "_");
  const customer = `00000000-0000-4000-8000-${name.replaceAll(/.*_/g, "").padStart(12, "0")}`;
  const token = await stage.demo.sign({ role: "storefront", sub: customer, customer_id: customer });
  await stage.caller.graphql(token, `{ ${name}: __typename ${REST_OF_A_SUBSCRIPTION} }`);
};

const sellOne: Act = async (stage) => {
  const event = sale(stage.random, stage.unique());
  await stage.caller.graphql(await ingest(stage), documents.INGEST, { events: [event] });
};

const sendBody: Act = async (stage) => {
  const { random, caller } = stage;
  const lines: string[] = [];
  for (let left = random.integer(1, BODY_EVENTS_MAX); left > 0; left -= 1) {
    const id = stage.unique();
    if (random.chance(0.03)) {
      lines.push(badLine(random, id));
    } else {
      lines.push(JSON.stringify(sale(random, id)));
    }
    if (random.chance(0.05)) {
      lines.push(JSON.stringify(returned(id)));
    }
    if (random.chance(0.02)) {
      lines.push(lines.at(-1) as string);
    }
  }
  const body = lines.join("\n");
  await caller.send("/v1/events", {
    token: await ingest(stage),
    contentType: "application/x-ndjson",
    body,
  });
};

const lookAtCustomer: Act = async (stage) => {
  const token = await agent(stage);
  const by = somebody(stage);
  await stage.caller.graphql(token, documents.LOOKUP, { text: by.email });
  await stage.caller.graphql(token, documents.CONSOLE_PAGE, { by });
  await stage.caller.graphql(token, documents.EXPLANATION, { by });
};

const openOwnPage: Act = async (stage) => {
  const by = somebody(stage);
  const shop = await stage.token({ role: "shop" });
  const issued = await stage.caller.graphql(shop, documents.CUSTOMER_TOKEN, { by });
  const token = issued?.issueCustomerToken.token;
  if (typeof token !== "string") {
    return;
  }
  const page = await stage.caller.graphql(token, documents.OWN_PAGE, { by });
  if (stage.random.chance(0.2) && page?.customer != null) {
    await listenFor(stage, token, documents.CUSTOMER_CHANGES(page.customer.id));
  }
};

const followTiers: Act = async (stage) => {
  const token = await agent(stage);
  if (stage.random.chance(0.3)) {
    const body = JSON.stringify({ query: documents.TIER_CHANGES });
    const abortAfterMs = stage.random.integer(1, PAGE_OPEN_MS_MAX);
    const accept = "text/event-stream";
    await stage.caller
      .send("/graphql/stream", { token, body, accept, abortAfterMs })
      .catch(() => {});
  } else {
    await listenFor(stage, token, documents.TIER_CHANGES);
  }
};

async function listenFor({ caller, random }: Stage, token: string, query: string): Promise<void> {
  const queries = Array.from({ length: random.integer(1, 3) }, () => query);
  await caller.listen(token, queries, random.integer(1, PAGE_OPEN_MS_MAX), random.chance(0.5));
}

const serveCaller: Act = async (stage) => {
  const { caller, random } = stage;
  const token = await agent(stage);
  const customer = somebody(stage);
  const idempotencyKey = stage.unique();
  await caller.graphql(token, documents.RECORD_INTERACTION, {
    interaction: {
      source: "shop",
      externalId: idempotencyKey,
      kind: "CONTACT",
      occurredAt: new Date(Date.now() - 1_000).toISOString(),
      channel: "phone",
      customer: [{ kind: "email", value: customer.email }],
      subject: "Asked about an order",
    },
  });
  const expiresAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const tier = random.pick(["SILVER", "GOLD"]);
  const overridden = await caller.graphql(token, documents.OVERRIDE, {
    input: { customer, tier, expiresAt, reason: "Goodwill", idempotencyKey },
  });
  const expectedVersion = overridden?.overrideTier.override?.version;
  if (expectedVersion !== undefined) {
    await caller.graphql(token, documents.CLEAR_OVERRIDE, {
      input: { customer, reason: "Over", expectedVersion, idempotencyKey: `${idempotencyKey}-end` },
    });
  }
};

const joinProgramme: Act = async (stage) => {
  const token = await agent(stage);
  const name = stage.unique();
  const made = await stage.caller.graphql(token, documents.CREATE_CUSTOMER, {
    input: {
      name: "Robin Soak",
      language: "en",
      identifiers: [{ kind: "email", value: `${name}@example.com` }],
      idempotencyKey: name,
    },
  });
  const id = made?.createCustomer.customer?.id;
  if (id === undefined) {
    return;
  }
  await stage.caller.graphql(token, documents.UPDATE_CUSTOMER, {
    input: { customer: { id }, name: "Robin S. Soak" },
  });
};

const useCoupon: Act = async (stage) => {
  const { caller } = stage;
  const idempotencyKey = stage.unique();
  const issued = await caller.graphql(await agent(stage), documents.ISSUE_COUPON, {
    input: {
      idempotencyKey,
      customer: somebody(stage),
      names: [{ locale: "en", text: "Ten off" }],
      value: { percent: "10" },
      validUntil: "2099-12-31T00:00:00Z",
    },
  });
  const code = issued?.issueCoupon.coupon?.code;
  if (code === undefined) {
    return;
  }
  const { token } = await till(stage);
  await caller.graphql(token, documents.VALIDATE, { input: { code, till: "1" } });
  const input = {
    idempotencyKey,
    code,
    till: "1",
    businessDate: new Date().toISOString().slice(0, 10),
    basket: idempotencyKey,
    amount: { amount: "1.00", currencyCode: "GBP" },
  };
  const redeemed = await caller.graphql(token, documents.REDEEM, { input });
  await caller.graphql(token, documents.REDEEM, { input });
  const redemption = redeemed?.redeemCoupon.redemption?.id;
  if (redemption === undefined) {
    return;
  }
  await caller.graphql(token, documents.REVERSE, {
    input: { idempotencyKey: `${idempotencyKey}-b`, redemption, reason: "VOIDED", till: "1" },
  });
};

const payWithPoints: Act = async (stage) => {
  const { caller, random } = stage;
  const { token } = await till(stage);
  const idempotencyKey = stage.unique();
  const held = await caller.graphql(token, documents.AUTHORISE, {
    input: { customer: somebody(stage), points: "1", idempotencyKey },
  });
  const authorisation = held?.authorisePoints.hold?.id;
  if (authorisation === undefined) {
    return;
  }
  const end = random.chance(0.5) ? documents.CAPTURE : documents.RELEASE;
  const input = { authorisation, idempotencyKey: `${idempotencyKey}-end` };
  await caller.graphql(token, end, { input });
};

/**
 * What should not come in: no token, a wrong one, no JSON, no GraphQL, too much, too deep, and gone
 * in the middle.
 */
const misbehave: Act = async (stage) => {
  const { caller, random } = stage;
  const token = await agent(stage);
  const name = stage.unique().replaceAll(/\W/g, "_");
  const post = (body: string, sender: string | undefined = token) =>
    caller.send("/graphql", { token: sender, body }).catch(() => {});
  const query = (text: string) => JSON.stringify({ query: text });
  await random.pick([
    () => post(query(`{ ${name}: __typename }`), undefined),
    () => post(query(`{ customer(by: {email: "${name}"}) { id } }`), "nobody"),
    () => post(query(`{ customer(by: {email: "${name}"}) { id } }`), `a.${name}.b`),
    () => post(`{"query": "${name}`),
    () => post(query(`{ ${name} }`)),
    () => post(query(`{ ${name}: __typename }`)),
    () => post(query(`query ${name} { lookup(text: "x", first: 1) { kind } }`)),
    () => post(query(`{ a${"{ a".repeat(100)}${"}".repeat(101)}`)),
    () => post(query(`# ${"x".repeat(300_000)}\n{ __typename }`)),
    () => post(query(`query($a: ${name}) { __typename }`)),
    () => caller.send("/graphql", { token, body: "x", contentType: "text/plain" }),
    () =>
      caller
        .send("/v1/events", { token, body: badLine(random, name).repeat(50), abortAfterMs: 2 })
        .catch(() => {}),
    () => caller.send(`/${name}`, {}),
    () => caller.send("/healthz"),
    () => caller.send("/readyz"),
    () => caller.send("/metrics"),
  ])();
};

const simulate: Act = async (stage) => {
  const { caller } = stage;
  const token = await stage.token({ role: "marketer" });
  const latest = await caller.graphql(token, documents.LATEST_RULES);
  const document = latest?.rulesets[0]?.document;
  if (typeof document !== "string") {
    return;
  }
  const made = await caller.graphql(token, documents.CREATE_DRAFT, {
    document: withoutVersion(document),
  });
  const draft = made?.createRulesetDraft.ruleset;
  if (draft == null) {
    return;
  }
  await caller.graphql(token, documents.SIMULATE, { version: draft.version });
  let status = "RUNNING";
  while (status === "RUNNING") {
    await new Promise((resolve) => setTimeout(resolve, SIMULATION_POLL_MS));
    const now = await caller.graphql(token, documents.SIMULATION, { version: draft.version });
    status = now?.ruleset?.simulation?.status ?? "GONE";
  }
  await caller.graphql(token, documents.DISCARD_DRAFT, draft);
};

const SIMULATION_POLL_MS = 200;

/** A new draft is given its own number. */
function withoutVersion(document: string): string {
  const { version: _, ...rest } = JSON.parse(document) as Record<string, unknown>;
  return JSON.stringify(rest);
}

/** What is done how often. */
export const ACTS: readonly (readonly [act: Act, weight: number])[] = [
  [sellOne, 40],
  [sendBody, 2],
  [lookAtCustomer, 12],
  [openOwnPage, 14],
  [followTiers, 3],
  [serveCaller, 5],
  [joinProgramme, 4],
  [useCoupon, 6],
  [payWithPoints, 6],
  [misbehave, 20],
  [simulate, 0.01],
];
