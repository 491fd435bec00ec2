import { Anchor, Button, Stack, Table, Text } from "@mantine/core";
import { type MouseEvent, useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { OpsHeldDocument, type OpsHeldQuery } from "../../__generated__/graphql.ts";
import { FormDialog } from "../parts/FormDialog.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { Read } from "../parts/Read.tsx";
import { Nothing } from "../parts/Section.tsx";
import { useNow } from "../parts/useNow.ts";
import { useOpener } from "../parts/useOpener.ts";
import { useMay } from "../session/context.ts";
import { useWords } from "../words/context.ts";
import { ReleaseForm } from "./ReleaseForm.tsx";

export type Group = OpsHeldQuery["held"][number];

/** What waits, for what, until when, and whose it is; those who may, let it go on. */
export default function HeldPage() {
  const { words } = useWords();
  const say = words.operations.held;
  const [{ data, error }, read] = useQuery({
    query: OpsHeldDocument,
    requestPolicy: "cache-and-network",
  });
  const [open, setOpen] = useState<Group | null>(null);
  const { note, rest, back } = useOpener();
  const close = () => setOpen(null);
  return (
    <Stack ref={rest} tabIndex={-1}>
      <PageHead title={say.title} lead={say.lead} />
      <Read data={data?.held} error={error} retry={() => read()}>
        {(groups) =>
          groups.length === 0 ? (
            <Nothing>{say.none}</Nothing>
          ) : (
            <Rows
              rows={groups}
              onRelease={(group, event) => {
                note(event);
                setOpen(group);
              }}
            />
          )
        }
      </Read>
      <FormDialog
        isOpen={open !== null}
        title={open === null ? "" : say.releasing(say.reasons[open.reason] ?? open.reason)}
        onClose={close}
        onGone={back}
      >
        {open !== null && (
          <ReleaseForm
            group={open}
            onClose={close}
            onDone={() => read({ requestPolicy: "network-only" })}
          />
        )}
      </FormDialog>
    </Stack>
  );
}

interface RowsProps {
  readonly rows: readonly Group[];
  readonly onRelease: (group: Group, event: MouseEvent<HTMLElement>) => void;
}

function Rows({ rows, onRelease }: RowsProps) {
  const { words, formats } = useWords();
  const mayRelease = useMay("held:release");
  const say = words.operations.held;
  const nowMs = useNow();
  return (
    <Table.ScrollContainer minWidth={800}>
      <Table fz="sm" className="tops">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.reason}</Table.Th>
            <Table.Th ta="right">{say.count}</Table.Th>
            <Table.Th ta="right">{say.amount}</Table.Th>
            <Table.Th>{say.oldest}</Table.Th>
            <Table.Th>{say.settles}</Table.Th>
            <Table.Th>{say.outcome}</Table.Th>
            <Table.Th>{say.owner}</Table.Th>
            <Table.Th>{say.sample}</Table.Th>
            {mayRelease && <Table.Td />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.reason}>
              <Table.Td>
                {say.reasons[row.reason] ?? row.reason}
                <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
                  {row.reason}
                </Text>
              </Table.Td>
              <Table.Td ta="right" className="figure">
                {formats.count(row.count)}
              </Table.Td>
              <Table.Td ta="right" className="figure">
                {row.amounts.map((amount) => (
                  <div key={amount.currencyCode} className="unbroken">
                    {formats.money(amount)}
                  </div>
                ))}
              </Table.Td>
              <Table.Td className="unbroken">{formats.ago(row.oldest, nowMs)}</Table.Td>
              <Table.Td>
                {row.settlesAt == null ? say.never : formats.moment(row.settlesAt)}
              </Table.Td>
              <Table.Td>{row.outcome}</Table.Td>
              <Table.Td>
                {row.owner.team}
                <Text size="xs" c="dimmed">
                  {row.owner.contact}
                </Text>
              </Table.Td>
              <Table.Td>
                {row.sample.map(({ id, references }) => (
                  <div key={id} className="unbroken">
                    <Anchor
                      component={Link}
                      size="sm"
                      href={`/purchases/${encodeURIComponent(id)}`}
                    >
                      {references[0]?.value}
                    </Anchor>
                  </div>
                ))}
              </Table.Td>
              {mayRelease && (
                <Table.Td>
                  <Button
                    size="compact-sm"
                    variant="light"
                    aria-label={`${say.release}: ${say.reasons[row.reason] ?? row.reason}`}
                    onClick={(event) => onRelease(row, event)}
                  >
                    {say.release}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
