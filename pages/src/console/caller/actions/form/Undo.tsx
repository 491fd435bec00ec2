import { Alert, Button } from "@mantine/core";
import type { TypedDocumentNode } from "urql";
import { useWords } from "../../../words/context.ts";
import type { Sending } from "./sendKey.ts";
import { type Answer, useAct } from "./useAct.ts";

interface Props<Data, Input, Payload extends Answer> {
  readonly document: TypedDocumentNode<Data, { input: Input }>;
  readonly pick: (data: Data) => Payload | null | undefined;
  readonly inputOf: (sending: Sending) => Input;
  readonly onDone: () => void;
}

/** Takes back what has just been done, by the deed that the graph has for it. */
export function Undo<Data, Input, Payload extends Answer>(props: Props<Data, Input, Payload>) {
  const { document, pick, inputOf, onDone } = props;
  const { words } = useWords();
  const act = useAct(document, pick);
  const undo = async () => {
    if (await act.send("undo", inputOf)) {
      onDone();
    }
  };
  if (act.state === "done") {
    return (
      <Alert color="teal" role="status">
        {words.actions.undone}
      </Alert>
    );
  }
  const fault = act.faults[0]?.message ?? act.said;
  return (
    <>
      {fault != null && (
        <Alert color="red" role="alert">
          {fault}
        </Alert>
      )}
      <Button variant="default" loading={act.state === "sending"} onClick={() => void undo()}>
        {words.actions.undo}
      </Button>
    </>
  );
}
