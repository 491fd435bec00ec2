import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useSession } from "../session/context.ts";
import { useWords } from "../words/context.ts";

interface Props {
  readonly isOpen: boolean;
  readonly title: string;
  readonly size?: "lg" | "xl";
  readonly onClose: () => void;
  /** Its end was drawn: whoever opened it from what is gone by then takes the keyboard back. */
  readonly onGone?: () => void;
  readonly children: ReactNode;
}

/**
 * A form above its page. What is typed is given up by a button or by Escape, not by a slip of the
 * mouse, and not by a key that is pressed while the page is covered.
 */
export function FormDialog({ isOpen, title, size = "lg", onClose, onGone, children }: Props) {
  const { words } = useWords();
  const { isCovered } = useSession();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={size}
      title={title}
      closeOnClickOutside={false}
      closeOnEscape={!isCovered}
      returnFocus={onGone === undefined}
      {...(onGone === undefined ? {} : { onExitTransitionEnd: onGone })}
      closeButtonProps={{ "aria-label": words.parts.close }}
    >
      {children}
    </Modal>
  );
}
