import { Button, Menu, Modal } from "@mantine/core";
import { useState } from "react";
import type { CallerHeadFragment } from "../../../__generated__/graphql.ts";
import { useSession } from "../../session/context.ts";
import { useWords } from "../../words/context.ts";
import { ACTIONS, type CallerAction } from "./actions.ts";

interface Props {
  readonly customer: CallerHeadFragment;
  readonly onDone: () => void;
}

/** What may be done for this customer, each in a form of its own. */
export function ActionMenu({ customer, onDone }: Props) {
  const { words } = useWords();
  const { who } = useSession();
  const [open, setOpen] = useState<CallerAction | null>(null);
  const mine = ACTIONS.filter(({ needs }) => who.scopes.has(needs));
  if (mine.length === 0) {
    return null;
  }
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end" withArrow>
        <Menu.Target>
          <Button>{words.actions.title}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mine.map((action) => (
            <Menu.Item key={action.code} onClick={() => setOpen(action)}>
              {words.actions.titles[action.code]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={open !== null}
        onClose={close}
        size="lg"
        title={open === null ? "" : words.actions.titles[open.code]}
        closeButtonProps={{ "aria-label": words.parts.close }}
      >
        {open !== null && <open.Form customer={customer} onDone={onDone} onClose={close} />}
      </Modal>
    </>
  );
}
