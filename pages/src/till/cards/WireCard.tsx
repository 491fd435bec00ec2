import { Badge, Button, Code, CopyButton, Group, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTill } from "../app/context.ts";
import { Panel } from "../parts/Panel.tsx";
import { CALLS_MAX, type Call, curlOf, type Fate } from "../wire/calls.ts";
import { useWords } from "../words/context.ts";

const COLOURS: Readonly<Record<Fate, string>> = {
  waiting: "gray",
  answered: "teal",
  lost: "orange",
  unreached: "red",
};

/** Every call as it went, the latest first. */
export function WireCard() {
  const { words } = useWords();
  const say = words.wire;
  const { wire } = useTill();
  const { calls } = wire;
  const list = useSyncExternalStore(
    (listener) => calls.subscribe(listener),
    () => calls.list,
  );
  return (
    <Panel title={say.title}>
      <Text size="sm" c="dimmed" mb="xs">
        {list.length === 0 ? say.empty : say.about(CALLS_MAX)}
      </Text>
      <ol className="plain calls" data-testid="calls" tabIndex={-1}>
        {list.map((call) => (
          <li key={call.id}>
            <OneCall call={call} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function OneCall({ call }: { readonly call: Call }) {
  const { words, formats } = useWords();
  const say = words.wire;
  const { method, path, name, status, ms, fate, body, document, answer } = call;
  return (
    <details>
      <summary>
        <span className="call-name">{name}</span>
        <span className="figure call-how">
          {method} {path}
        </span>
        <Badge color={COLOURS[fate]} variant="light" className="figure">
          {status ?? "–"}
          {ms === null ? "" : ` · ${formats.count(ms)} ms`}
        </Badge>
        {fate !== "answered" && (
          <Badge color={COLOURS[fate]} variant="light">
            {say.fate[fate]}
          </Badge>
        )}
      </summary>
      <Part title={say.body} text={pretty(body)} />
      {document !== null && <Part title={say.document} text={document} />}
      {answer !== null && <Part title={say.answer} text={pretty(answer)} />}
      <Group my="xs">
        <CopyButton value={curlOf(call, location.origin)}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? say.copied : say.curl}
            </Button>
          )}
        </CopyButton>
      </Group>
    </details>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <Text size="xs" fw={600} mt="xs">
        {title}
      </Text>
      <Code block className="wire" tabIndex={0} aria-label={title} role="region">
        {text}
      </Code>
    </>
  );
}

/** Indented where it is JSON; as it is otherwise. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
