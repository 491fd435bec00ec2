import { Alert, Combobox, Group, Loader, Text, TextInput, useCombobox } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { useLocation, useSearchParams } from "wouter";
import { ConsoleSearchDocument, type ConsoleSearchQuery } from "../../__generated__/graphql.ts";
import { sayError } from "../parts/errors.ts";
import { useWords } from "../words/context.ts";

type Hit = ConsoleSearchQuery["lookup"][number];

/** What came of a search: nothing yet, hits, or why there are none. */
type Found = { readonly hits: readonly Hit[] } | { readonly error: string } | null;

/** Where a hit leads; null for what belongs to nobody yet. */
function pathOf({ customer, handoff }: Hit): string | null {
  if (customer !== null && customer !== undefined) {
    return `/customers/${encodeURIComponent(customer.id)}`;
  }
  return handoff ? `/purchases/${encodeURIComponent(handoff.id)}` : null;
}

/**
 * Asks who has something. Null once another look-up was begun, or the box is gone: an answer that
 * comes late leads nobody away from whom they look at.
 */
function useLookUp(): (text: string) => Promise<Found> {
  const { words, language } = useWords();
  const client = useClient();
  const latest = useRef(0);
  useEffect(
    () => () => {
      latest.current += 1;
    },
    [],
  );
  return async (text) => {
    latest.current += 1;
    const mine = latest.current;
    const { data, error } = await client
      .query(ConsoleSearchDocument, { text, locale: language }, { requestPolicy: "network-only" })
      .toPromise();
    if (latest.current !== mine) {
      return null;
    }
    return data === undefined ? { error: sayError(error, words) } : { hits: data.lookup };
  };
}

/** One box for everything that a caller may say; by the keyboard alone, too. */
export function SearchBox() {
  const { words } = useWords();
  const lookUp = useLookUp();
  const [, go] = useLocation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found>(null);
  const [isBusy, setBusy] = useState(false);
  const box = useCombobox();
  const asked = useSearchParams()[0].get("find");
  useHotkeys([["/", () => input.current?.focus()]]);

  const open = (hit: Hit, replace: boolean) => {
    const path = pathOf(hit);
    if (path !== null) {
      box.closeDropdown();
      setText("");
      setFound(null);
      go(path, { replace });
    }
  };
  const search = async (typed: string, replace = false) => {
    if (typed.trim() === "") {
      return;
    }
    setBusy(true);
    const answer = await lookUp(typed.trim());
    if (answer === null) {
      return;
    }
    setBusy(false);
    const [only, second] = "hits" in answer ? answer.hits : [];
    if (only !== undefined && second === undefined && pathOf(only) !== null) {
      open(only, replace);
      return;
    }
    setFound(answer);
    box.openDropdown();
    box.updateSelectedOptionIndex();
  };
  useEffect(() => {
    // A link from elsewhere may say whom to look for.
    if (asked !== null) {
      setText(asked);
      go("/customers", { replace: true });
      void search(asked, true);
    }
  });
  const submit = (id: string) => {
    const hit = found !== null && "hits" in found ? found.hits[Number(id)] : undefined;
    if (hit !== undefined) {
      open(hit, false);
    }
  };
  return (
    <Combobox store={box} position="bottom-start" onOptionSubmit={submit}>
      <Combobox.Target>
        <TextInput
          ref={input}
          className="search"
          aria-label={words.search.label}
          placeholder={words.search.placeholder}
          type="search"
          autoComplete="off"
          leftSection={isBusy ? <Loader size={16} /> : <IconSearch size={16} />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setFound(null);
            box.closeDropdown();
          }}
          onBlur={() => box.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === "Enter" && box.getSelectedOptionIndex() < 0) {
              event.preventDefault();
              void search(text);
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found === null}>
        {found !== null && <Hits found={found} />}
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Hits({ found }: { readonly found: NonNullable<Found> }) {
  const { words } = useWords();
  if ("error" in found) {
    return <Alert color="red">{found.error}</Alert>;
  }
  const { hits } = found;
  return (
    <>
      <Combobox.Header>
        <Text size="xs" role="status">
          {hits.length === 0 ? words.search.none : words.search.hits(hits.length)}
        </Text>
      </Combobox.Header>
      <Combobox.Options aria-label={words.search.label}>
        {hits.map((hit, at) => (
          <Combobox.Option key={`${hit.kind} ${hit.display}`} value={String(at)}>
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm" fw={600}>
                {hit.display}
              </Text>
              <Text size="xs" c="dimmed">
                {words.search.kinds[hit.kind] ?? hit.kind}
              </Text>
            </Group>
            <Text size="xs" c="dimmed">
              {hit.hint ?? words.search.held}
            </Text>
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </>
  );
}
