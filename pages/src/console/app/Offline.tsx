import { Alert } from "@mantine/core";
import { useIsLive } from "../graph/liveness.ts";
import { useWords } from "../words/context.ts";

/** Says that what is shown may be old, while the server does not answer. */
export function Offline() {
  const { words } = useWords();
  return useIsLive() ? null : (
    <Alert color="yellow" mb="md" role="status">
      {words.shell.offline}
    </Alert>
  );
}
