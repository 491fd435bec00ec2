import { Alert, Button, CloseButton, Group, PasswordInput, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTill } from "../app/context.ts";
import type { TokenSource } from "../app/tokens.ts";
import type { Said } from "../app/useActs.ts";
import { readableProblem } from "../parts/readable.ts";
import { sayProblem } from "../parts/refusals.ts";
import { useWords } from "../words/context.ts";
import type { Words } from "../words/en.ts";

const COLOURS: Readonly<Record<Said["kind"], string>> = {
  done: "teal",
  waits: "orange",
  asked: "blue",
  refused: "red",
};

/** What the cashier is told of the latest step: in one place, at most eight words and what helps. */
export function Notice({ source }: { readonly source: TokenSource }) {
  const { words } = useWords();
  const { acts } = useTill();
  const { said, lost, isBusy } = acts;
  const colour = said === null ? "gray" : lost === null ? COLOURS[said.kind] : "orange";
  const isBad = said?.kind === "refused";
  return (
    <div className="notice" role={isBad ? "alert" : "status"} data-testid="notice">
      {said !== null && (
        <Alert color={colour} variant="light" p="sm">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <SaidText said={said} />
            <CloseButton aria-label={words.acts.close} onClick={acts.forget} />
          </Group>
          {isBad && said.problem.code === "UNAUTHENTICATED" && source.replace !== null && (
            <NewToken onToken={source.replace} />
          )}
          {lost !== null && (
            <Group mt="xs" gap="xs">
              <Button disabled={isBusy} onClick={() => void acts.askLost()}>
                {words.acts.lost.ask}
              </Button>
              <Button variant="default" disabled={isBusy} onClick={() => void acts.sendLost()}>
                {words.acts.lost.send}
              </Button>
              <Button variant="default" disabled={isBusy} onClick={acts.forget}>
                {words.acts.lost.drop}
              </Button>
            </Group>
          )}
        </Alert>
      )}
    </div>
  );
}

/** The sign-in has ended: with the next token the sale goes on where it was. */
function NewToken({ onToken }: { readonly onToken: (token: string) => void }) {
  const { words } = useWords();
  const { acts } = useTill();
  const [token, setToken] = useState("");
  const use = (event: FormEvent) => {
    event.preventDefault();
    onToken(token.trim());
    acts.goOn();
  };
  return (
    <form onSubmit={use} className="row">
      <PasswordInput
        label={words.signIn.token}
        autoComplete="off"
        className="grows"
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      <Button type="submit" disabled={token.trim() === ""}>
        {words.signIn.use}
      </Button>
    </form>
  );
}

function SaidText({ said }: { readonly said: Said }) {
  const { words, formats } = useWords();
  const { title, more } = textsOf(said, words, (problem) => readableProblem(problem, formats));
  return (
    <div>
      <Text fw={700} size="lg" data-testid="said">
        {title}
      </Text>
      {more !== null && (
        <Text size="sm" data-testid="helps">
          {more}
        </Text>
      )}
    </div>
  );
}

function textsOf(
  said: Said,
  words: Words,
  readably: (problem: (Said & { kind: "refused" })["problem"]) => typeof problem,
): { readonly title: string; readonly more: string | null } {
  switch (said.kind) {
    case "done":
      return { title: words.acts.done[said.name], more: said.isRepeat ? words.acts.again : null };
    case "waits":
      return { title: words.acts.queued, more: null };
    case "asked":
      return { title: words.acts.lost[said.asked], more: null };
    case "refused": {
      const { says, helps } = sayProblem(readably(said.problem), words.refusals);
      return { title: says, more: helps };
    }
  }
}
