import { answerParent } from "./children.ts";

/**
 * Loaded into the server before its own code, so that the bench may ask it what it spends. When the
 * bench is gone, however that came about, so is the server.
 */

answerParent({});
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// The channel alone must not keep the server from ending by itself; listening to it holds it again.
process.channel?.unref();
