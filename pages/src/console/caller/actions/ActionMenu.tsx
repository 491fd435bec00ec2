import { Button, Menu } from "@mantine/core";
import { Fragment, useRef, useState } from "react";
import { FormDialog } from "../../parts/FormDialog.tsx";
import { useSession } from "../../session/context.ts";
import { useWords } from "../../words/context.ts";
import type { CallerCustomer } from "../customer.ts";
import { ACTIONS, type CallerAction } from "./actions.ts";

interface Props {
  readonly customer: CallerCustomer;
  readonly onDone: () => void;
}

/** What may be done for this customer, each in a form of its own. */
export function ActionMenu({ customer, onDone }: Props) {
  const { words } = useWords();
  const { who } = useSession();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<CallerAction | null>(null);
  const mine = ACTIONS.filter(
    ({ needs, isFor }) => who.scopes.has(needs) && (isFor?.(customer) ?? true),
  );
  if (mine.length === 0) {
    return null;
  }
  const close = () => setOpen(null);
  const groups = [...new Set(mine.map(({ group }) => group))];
  return (
    <>
      <Menu position="bottom-end" withArrow>
        <Menu.Target>
          <Button ref={button}>{words.actions.title}</Button>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" className="scrolls">
          {groups.map((group) => (
            <Fragment key={group}>
              <Menu.Label>{words.actions.groups[group]}</Menu.Label>
              {mine
                .filter((action) => action.group === group)
                .map((action) => (
                  <Menu.Item key={action.code} onClick={() => setOpen(action)}>
                    {words.actions.titles[action.code]}
                  </Menu.Item>
                ))}
            </Fragment>
          ))}
        </Menu.Dropdown>
      </Menu>
      <FormDialog
        isOpen={open !== null}
        title={open === null ? "" : words.actions.titles[open.code]}
        onClose={close}
        // The menu's item that opened it is gone by then.
        onGone={() => button.current?.focus()}
      >
        {open !== null && <open.Form customer={customer} onDone={onDone} onClose={close} />}
      </FormDialog>
    </>
  );
}
