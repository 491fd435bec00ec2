/** Loaded into the server before its own code: when the bench is gone, however that came about, so is the server. */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// The channel alone must not keep the server from ending by itself.
process.channel?.unref();
