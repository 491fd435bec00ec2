import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { createSchema } from "../../resolvers/schema.ts";
import type { Context } from "../../src/graph/context.ts";
import { inputOfChild, serveParent } from "../processes/children.ts";
import { openPeer, type PeerInput } from "./peers.ts";

/** Apollo as its manual starts it, on our schema and resolvers. */

const { url: database } = inputOfChild<PeerInput>();
const peer = await openPeer(database, "bench-apollo");
const server = new ApolloServer<Context>({ schema: createSchema() });
const { url } = await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: 0 },
  context: ({ req }) => peer.context(req.headers.authorization),
});

serveParent({ port: () => Number(new URL(url).port) }, async () => {
  await server.stop();
  await peer.close();
});
