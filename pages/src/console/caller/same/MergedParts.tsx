import { Accordion, Button, Group, List, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { SameGraphDocument, type SameGraphQuery } from "../../../__generated__/graphql.ts";
import { FormDialog } from "../../parts/FormDialog.tsx";
import { Nothing } from "../../parts/Section.tsx";
import { useWords } from "../../words/context.ts";
import { type Leaf, useSayLeaf } from "./leaf.ts";
import { TakeOutForm } from "./TakeOutForm.tsx";

type Graph = NonNullable<NonNullable<SameGraphQuery["customer"]>["identityGraph"]>;

interface Props {
  readonly id: string;
  readonly changes: number;
  readonly onDone: () => void;
}

/** What makes this one customer: its parts, what connects them, and what was decided. */
export function MergedParts({ id, changes, onDone }: Props) {
  const { words } = useWords();
  const say = words.same;
  const [open, setOpen] = useState<Leaf | null>(null);
  const [{ data }, read] = useQuery({
    query: SameGraphDocument,
    variables: { by: { id } },
    requestPolicy: "cache-and-network",
  });
  useEffect(() => {
    if (changes > 0) {
      read({ requestPolicy: "network-only" });
    }
  }, [changes, read]);
  const graph = data?.customer?.identityGraph;
  if (graph == null) {
    return null;
  }
  const close = () => setOpen(null);
  return (
    <>
      <Accordion variant="contained" multiple mt="sm">
        <Accordion.Item value="parts">
          <Accordion.Control>{say.parts}</Accordion.Control>
          <Accordion.Panel>
            <Parts id={id} leaves={graph.leaves} onTakeOut={setOpen} />
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="evidence">
          <Accordion.Control>{say.evidence}</Accordion.Control>
          <Accordion.Panel>
            <Evidence graph={graph} />
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="history">
          <Accordion.Control>{say.history}</Accordion.Control>
          <Accordion.Panel>
            <Decisions decisions={graph.decisions} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
      <FormDialog isOpen={open !== null} onClose={close} size="lg" title={say.takeOutTitle}>
        {open !== null && (
          <TakeOutForm
            id={id}
            leaf={open}
            onClose={close}
            onDone={() => {
              read({ requestPolicy: "network-only" });
              onDone();
            }}
          />
        )}
      </FormDialog>
    </>
  );
}

interface PartsProps {
  readonly id: string;
  readonly leaves: readonly Leaf[];
  readonly onTakeOut: (leaf: Leaf) => void;
}

function Parts({ id, leaves, onTakeOut }: PartsProps) {
  const { words } = useWords();
  const say = words.same;
  const sayLeaf = useSayLeaf();
  if (leaves.length < 2) {
    return <Nothing>{say.onlyOne}</Nothing>;
  }
  return (
    <Stack gap="xs">
      {leaves.map((leaf) => (
        <Group key={leaf.id} justify="space-between" wrap="nowrap">
          <Text size="sm" className="foreign">
            {sayLeaf(leaf)}
          </Text>
          {leaf.id === id ? (
            <Text size="xs" c="dimmed">
              {say.first}
            </Text>
          ) : (
            <Button
              size="compact-sm"
              variant="light"
              aria-label={`${say.takeOut}: ${sayLeaf(leaf)}`}
              onClick={() => onTakeOut(leaf)}
            >
              {say.takeOut}
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  );
}

function Evidence({ graph: { edges, isCut } }: { readonly graph: Graph }) {
  const { words, formats } = useWords();
  const say = words.same;
  return (
    <>
      {edges.length === 0 && <Nothing>{say.noEvidence}</Nothing>}
      <List size="sm">
        {edges.map(({ from, to, kind, holds, refused, evidence, at }) => (
          <List.Item key={`${from} ${to} ${kind}`} className="foreign">
            {evidence.join(" ")}{" "}
            <Text span size="xs" c="dimmed">
              {formats.day(at)} · {holds ? say.holds : (say.refused[refused ?? ""] ?? refused)}
            </Text>
          </List.Item>
        ))}
      </List>
      {isCut && <Text size="xs">{say.cut}</Text>}
    </>
  );
}

function Decisions({ decisions }: Pick<Graph, "decisions">) {
  const { words, formats } = useWords();
  const say = words.same;
  return (
    <>
      {decisions.length === 0 && <Nothing>{say.noEvidence}</Nothing>}
      <List size="sm">
        {decisions.map(({ at, sentence, reason, by }) => (
          <List.Item key={`${at} ${sentence}`} className="foreign">
            {sentence} {reason == null ? "" : say.because(reason)}{" "}
            <Text span size="xs" c="dimmed">
              {formats.moment(at)} · {by.name}
            </Text>
          </List.Item>
        ))}
      </List>
    </>
  );
}
