import { Badge, Button, Stack, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTill } from "../app/context.ts";
import { Panel } from "../parts/Panel.tsx";
import { useWords } from "../words/context.ts";

/** What goes wrong between a till and its server, as buttons. */
export function FaultsCard() {
  const { words } = useWords();
  const say = words.bench;
  const { wire, acts } = useTill();
  const faults = useSyncExternalStore(
    (listener) => wire.subscribe(listener),
    () => wire.faults,
  );
  const { dropNext, doubleNext, isOffline } = faults;
  const buttons = [
    {
      ...{ name: "dropNext", isOn: dropNext, label: say.drop, help: say.dropHelp },
      next: { dropNext: !dropNext },
    },
    {
      ...{ name: "doubleNext", isOn: doubleNext, label: say.double, help: say.doubleHelp },
      next: { doubleNext: !doubleNext },
    },
    {
      ...{ name: "isOffline", isOn: isOffline, help: say.offlineHelp },
      label: isOffline ? say.online : say.offline,
      next: { isOffline: !isOffline },
    },
  ];
  const waiting = acts.waiting > 0 && (
    <Badge color="orange" data-testid="waiting">
      {say.waiting(acts.waiting)}
    </Badge>
  );
  return (
    <Panel title={say.title} aside={waiting}>
      <Text size="sm" c="dimmed" mb="xs">
        {say.about}
      </Text>
      <Stack gap="xs">
        {buttons.map(({ name, isOn, label, help, next }) => (
          <div key={name} className="row mid">
            <Button
              variant={isOn ? "light" : "default"}
              color={isOn ? "orange" : "teal"}
              {...(name === "isOffline" ? {} : { "aria-pressed": isOn })}
              onClick={() => wire.setFaults(next)}
            >
              {label}
            </Button>
            <Text size="xs" c="dimmed" className="grows">
              {isOn && name !== "isOffline" ? `${say.armed}. ` : ""}
              {help}
            </Text>
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
