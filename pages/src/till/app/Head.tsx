import {
  ActionIcon,
  Badge,
  Button,
  Group,
  NativeSelect,
  Text,
  TextInput,
  Title,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { LANGUAGES, type Language, useWords } from "../words/context.ts";
import { useTill } from "./context.ts";

const CURRENCIES = ["EUR", "GBP", "USD", "CHF", "PLN"];
const NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };
const TILL_LENGTH_MAX = 16;

interface Props {
  readonly store: string;
  readonly onNumber: (till: string) => void;
  readonly onCurrency: (currency: string) => void;
  readonly onLeave: () => void;
}

/** Which till this is, and how it is used. */
export function Head({ store, onNumber, onCurrency, onLeave }: Props) {
  const { words, language, choose } = useWords();
  const { place, isOffline, state } = useTill();
  const scheme = useComputedColorScheme("light");
  const { setColorScheme } = useMantineColorScheme();
  // What is in the basket has its prices in one currency, and its keys of one till.
  const { lines, coupons, hold } = state.sale;
  const isOpen = lines.length > 0 || coupons.length > 0 || hold !== null;
  return (
    <Group component="header" className="till-head" px="md" py="xs" gap="sm" align="end">
      <div className="till-name">
        <Title order={1} size="h4">
          {store}
        </Title>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {place.store}
          </Text>
          <Badge color={isOffline ? "orange" : "teal"} variant="light">
            {isOffline ? words.head.offline : words.head.online}
          </Badge>
        </Group>
      </div>
      <TextInput
        label={words.head.till}
        w={72}
        maxLength={TILL_LENGTH_MAX}
        disabled={isOpen}
        value={place.till}
        onChange={(event) => onNumber(event.currentTarget.value.trim() || "1")}
      />
      <NativeSelect
        label={words.head.currency}
        data={CURRENCIES}
        disabled={isOpen}
        value={place.currency}
        onChange={(event) => onCurrency(event.currentTarget.value)}
      />
      <NativeSelect
        label={words.head.language}
        data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
        value={language}
        onChange={(event) => {
          const next = LANGUAGES.find((one) => one === event.currentTarget.value);
          choose(next ?? language);
        }}
      />
      <ActionIcon
        size={42}
        variant="default"
        aria-label={words.head.colours}
        onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
      >
        {scheme === "dark" ? <IconSun size={20} /> : <IconMoon size={20} />}
      </ActionIcon>
      <Button variant="default" onClick={onLeave}>
        {words.head.signOut}
      </Button>
    </Group>
  );
}
