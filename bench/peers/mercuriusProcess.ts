import type { AddressInfo } from "node:net";
import fastify from "fastify";
import mercurius from "mercurius";
import { createSchema } from "../../resolvers/schema.ts";
import { inputOfChild, serveParent } from "../processes/children.ts";
import { openPeer, type PeerInput } from "./peers.ts";

/** Mercurius with its just-in-time compiler, on our schema and resolvers. */

const { url } = inputOfChild<PeerInput>();
const peer = await openPeer(url, "bench-mercurius");
const app = fastify();
await app.register(mercurius, {
  schema: createSchema(),
  // Compiled at the first request.
  jit: 1,
  context: (request) => peer.context(request.headers.authorization),
});
await app.listen({ host: "127.0.0.1", port: 0 });

serveParent({ port: () => (app.server.address() as AddressInfo).port }, async () => {
  await app.close();
  await peer.close();
});
