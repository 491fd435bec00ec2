import { z } from "zod";

/** Characters of a stream's name, and of a subject. */
const NAME_LENGTH_MAX = 64;
const SUBJECT_LENGTH_MAX = 255;
/** Partitions of a stream: each is a consumer at the broker, and a row here. */
const PARTITIONS_MAX = 64;

/** What stands in a subject where its partition's number is. */
export const PARTITION_TOKEN = "{partition}";

/** A token of a subject: a name, or a wildcard. */
const TOKEN = /^(?:[^\s.*>{}]+|\*|>)$/;

function isSubject(subject: string): boolean {
  const tokens = subject.split(".");
  return tokens.every(
    (token, index) =>
      token === PARTITION_TOKEN ||
      (TOKEN.test(token) && (token !== ">" || index === tokens.length - 1)),
  );
}

function partitionTokensOf(subject: string): number {
  return subject.split(".").filter((token) => token === PARTITION_TOKEN).length;
}

const natsJetstream = z
  .strictObject({
    kind: z.literal("nats_jetstream"),
    stream: z
      .string()
      .regex(/^[^\s.*>/\\]+$/, "must be the name of a stream, without spaces, dots and wildcards")
      .max(NAME_LENGTH_MAX)
      .describe("Name of the stream; it is there, and keeps what it has (retention limits)."),
    subject: z
      .string()
      .max(SUBJECT_LENGTH_MAX)
      .refine(isSubject, "must be a subject such as orders.> or orders.*.{partition}")
      .describe("Which of its messages are the source's; `{partition}` is the partition's number."),
    partitions: z
      .int()
      .min(1)
      .max(PARTITIONS_MAX)
      .default(1)
      .describe("How many partitions there are: each is read in order, by one server at a time."),
  })
  .superRefine(({ subject, partitions }, context) => {
    const count = partitionTokensOf(subject);
    if (count > 1 || (count === 0 && partitions > 1)) {
      const message = `must have ${PARTITION_TOKEN} once where there are several partitions`;
      context.addIssue({ code: "custom", path: ["subject"], message });
    }
  })
  .describe("A stream of NATS JetStream; NATS_URL says where it is.");

/** Characters of a topic's name. */
const TOPIC_LENGTH_MAX = 249;

const kafka = z
  .strictObject({
    kind: z.literal("kafka"),
    topic: z
      .string()
      .regex(/^(?!\.{1,2}$)[\w.-]+$/, "must be the name of a topic: letters, digits, dots, _ and -")
      .max(TOPIC_LENGTH_MAX)
      .describe("Name of the topic; it is there, and keeps what it has (no compaction)."),
    partitions: z
      .int()
      .min(1)
      .max(PARTITIONS_MAX)
      .default(1)
      .describe(
        "How many partitions the topic has: each is read in order, by one server at a time.",
      ),
  })
  .describe("A topic of Kafka; KAFKA_BROKERS says where it is.");

/** The stream that a source's messages come from, instead of by HTTP. */
export const from = z
  .discriminatedUnion("kind", [natsJetstream, kafka])
  .nullable()
  .default(null)
  .describe("The stream that its messages come from; none: they come by HTTP.");

/** A stream of some broker, as a source's settings name it. */
export type StreamSettings = NonNullable<z.infer<typeof from>>;
