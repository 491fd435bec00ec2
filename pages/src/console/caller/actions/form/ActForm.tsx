import { Alert, Button, Group, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useWords } from "../../../words/context.ts";
import { faultsBeside, isMeeting } from "./faults.ts";
import type { Act, Answer } from "./useAct.ts";

interface Props<Input, Payload extends Answer> {
  readonly act: Act<Input, Payload>;
  /** Names of the input's fields that show what is wrong with them. */
  readonly fields: readonly string[];
  /** What is on the button: the deed itself. */
  readonly label: string;
  readonly isReady: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** What will be so once it is sent. */
  readonly effect?: ReactNode;
  /** Said when it is done. */
  readonly done: ReactNode;
  readonly undo?: ReactNode;
  readonly children?: ReactNode;
}

/** A form for one deed: its fields, what it will come to, and what became of it. */
export function ActForm<Input, Payload extends Answer>(props: Props<Input, Payload>) {
  const { act, onClose, done, undo } = props;
  const { words } = useWords();
  return act.state === "done" ? (
    <Stack>
      <Alert color="teal" role="status" title={words.actions.done}>
        {done}
      </Alert>
      <Group justify="flex-end">
        {undo}
        <Button onClick={onClose} autoFocus>
          {words.parts.close}
        </Button>
      </Group>
    </Stack>
  ) : (
    <Filling {...props} />
  );
}

function Filling<Input, Payload extends Answer>(props: Props<Input, Payload>) {
  const { act, fields, label, isReady, onSubmit, onClose, effect, children } = props;
  const { words } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a field comes here past a disabled button.
    if (isReady) {
      onSubmit();
    }
  };
  const isFixed = act.state === "sending" || act.state === "unknown";
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <fieldset className="fields" disabled={isFixed}>
          <Stack gap="sm">{children}</Stack>
        </fieldset>
        {effect}
        {!isMeeting(act.faults) &&
          faultsBeside(act.faults, fields).map(({ code, message }) => (
            <Alert key={code} color="red" role="alert">
              {message}
            </Alert>
          ))}
        {act.said !== null && (
          <Alert color="red" role="alert">
            {act.state === "unknown" ? words.actions.noAnswer : act.said}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.parts.cancel}
          </Button>
          <Button type="submit" disabled={!isReady} loading={act.state === "sending"}>
            {act.state === "unknown" ? words.actions.sendAgain : label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
