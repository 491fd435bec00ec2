import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { DeliveryFileRow } from "../../../db/queries/deliveries/files.ts";

/** Digits of a number in a name: names sort as numbers do. */
const NUMBER_DIGITS = 12;
const MANIFEST_VERSION = 1;
/** What is called so is nobody else's: its number, and whatever of it is not shown yet. */
const OURS = /^\.(\d{12})\..+\.tmp$/;

/** Something in the folder is not as it has to be, as people are told. */
export class FolderFault extends Error {}

/**
 * The folder of one destination. What is read there by others is `NUMBER.FORMAT`, and whoever waits
 * for its manifest reads it whole; names that begin with a dot are ours.
 */
export class FilesFolder {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Makes it where it is not there.
   *
   * @param root that the operator names
   * @throws FolderFault when it leads out of there
   */
  static async open(root: string, name: string): Promise<FilesFolder> {
    const path = join(root, name);
    await mkdir(path, { recursive: true });
    const [within, real] = await Promise.all([realpath(root), realpath(path)]);
    if (!real.startsWith(within + sep)) {
      throw new FolderFault(`${name} leads out of DELIVER_FILES_FOLDER.`);
    }
    return new FilesFolder(real);
  }

  /**
   * Writes a file that nobody sees yet, to the disk itself.
   *
   * @throws FolderFault when a file of that number is there
   */
  async write(
    file: Pick<DeliveryFileRow, "number" | "format" | "token">,
    bytes: Uint8Array,
  ): Promise<Pick<DeliveryFileRow, "bytes" | "sha256">> {
    if (await isThere(this.#shown(file))) {
      throw new FolderFault(
        `${nameOf(file)} is there already, another destination's or of another database: give it a folder of its own, or move those files away.`,
      );
    }
    await writeDurably(this.#undecided(file), bytes);
    return { bytes: BigInt(bytes.byteLength), sha256: hashOf(bytes) };
  }

  /** Takes back what will not be decided. */
  async discard(file: Pick<DeliveryFileRow, "number" | "format" | "token">): Promise<void> {
    await rm(this.#undecided(file), { force: true });
  }

  /**
   * Shows a file that was decided, with its manifest, as often as it is asked.
   *
   * @throws FolderFault when it is not there, or is another one
   */
  async show(file: DeliveryFileRow): Promise<void> {
    const [undecided, shown] = [this.#undecided(file), this.#shown(file)];
    const isRenamed = await renamed(undecided, shown);
    if (!isRenamed && !(await isThere(shown))) {
      throw new FolderFault(
        `${nameOf(file)} was written and is not in this folder: bring it back, or name in DELIVER_FILES_FOLDER the folder that has it.`,
      );
    }
    if (hashOf(await readFile(shown)) !== file.sha256) {
      throw new FolderFault(`${nameOf(file)} is another one than was written: bring it back.`);
    }
    const manifest = `${JSON.stringify(manifestOf(file), null, 2)}\n`;
    const draft = join(this.#path, `.${nameOf(file)}.manifest.${randomUUID()}.tmp`);
    await writeDurably(draft, Buffer.from(manifest));
    await renamed(draft, `${shown}.manifest.json`);
    await syncFolder(this.#path);
  }

  /** Whether it can be written, by writing something that nobody reads. */
  async probe(): Promise<void> {
    const path = join(this.#path, `.probe.${randomUUID()}.tmp`);
    await writeDurably(path, Buffer.from("tributary\n"));
    await rm(path, { force: true });
  }

  /** Removes what was written for numbers that are decided by now, and is not what was decided. */
  async tidy(lastDecided: bigint): Promise<void> {
    for (const name of await readdir(this.#path)) {
      const [, number] = OURS.exec(name) ?? [];
      if (number !== undefined && BigInt(number) <= lastDecided) {
        await rm(join(this.#path, name), { force: true });
      }
    }
  }

  #shown(file: Pick<DeliveryFileRow, "number" | "format">): string {
    return join(this.#path, nameOf(file));
  }

  #undecided(file: Pick<DeliveryFileRow, "number" | "format" | "token">): string {
    return join(this.#path, `.${nameOf(file)}.${file.token}.tmp`);
  }
}

function nameOf({ number, format }: Pick<DeliveryFileRow, "number" | "format">): string {
  return `${String(number).padStart(NUMBER_DIGITS, "0")}.${format}`;
}

function manifestOf(file: DeliveryFileRow): object {
  const [first, last] = [Number(file.firstPosition), Number(file.lastPosition)];
  return {
    ...{ version: MANIFEST_VERSION, number: Number(file.number), file: nameOf(file) },
    ...{ format: file.format, records: last - first + 1 },
    ...{ firstPosition: first, lastPosition: last },
    ...{ bytes: Number(file.bytes), sha256: file.sha256 },
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

/** @returns false: it was not there, because another process has done it */
async function renamed(from: string, to: string): Promise<boolean> {
  return await rename(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") {
        return false;
      }
      throw error;
    },
  );
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name is on the disk when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
