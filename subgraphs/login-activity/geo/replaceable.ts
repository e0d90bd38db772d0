import { statSync } from "node:fs";

/** A database file of the operator's, and the one that lies in its place later. */
export type Replaceable<T> = {
  current(): T;
  /** Opens what lies there now if it is another file. What can't be read changes nothing, and is a trouble until it can. */
  lookAgain(): void;
  /** What is wrong with the file that lies there now; null when nothing is. */
  trouble(): string | null;
  close(): void;
};

type Closable = { close(): void };

/** Another file by rename, or the same one written over. */
const printOf = (path: string): string => {
  const { ino, size, mtimeMs } = statSync(path);
  return `${ino} ${size} ${mtimeMs}`;
};

/** Throws when the first file can't be opened: a database named in the configuration must be there at the start. */
export const replaceable = <T extends Closable>(path: string, open: (path: string) => T): Replaceable<T> => {
  let print = printOf(path);
  let opened = open(path);
  let trouble: string | null = null;

  const replace = (): void => {
    const found = printOf(path);
    if (found === print) return;
    const next = open(path);
    opened.close();
    [opened, print] = [next, found];
  };
  return {
    current: () => opened,
    lookAgain: () => {
      try {
        replace();
        trouble = null;
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error);
      }
    },
    trouble: () => trouble,
    close: () => opened.close(),
  };
};
