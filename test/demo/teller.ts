import { stripVTControlCharacters, styleText } from "node:util";

/** What came where something else was expected. */
export class Unexpected extends Error {
  constructor(
    readonly sent: string,
    readonly expected: string,
    readonly came: unknown,
  ) {
    super(`${sent}: expected ${expected}`);
    this.name = "Unexpected";
  }
}

/** One exchange in one line: what was sent, and what was seen. */
export type Tell = (sent: string, seen: string) => void;

export type Teller = {
  /** Plays a step. Its first line bears the number and the title. */
  step<T>(title: string, play: (tell: Tell) => Promise<T>): Promise<T>;
  say(line: string): void;
  failed(error: unknown): void;
};

type Style = Parameters<typeof styleText>[0];
type Out = { write(text: string): unknown; isTTY?: boolean };

const TITLE_WIDTH = 38;
const SENT_WIDTH = 41;

/** Whether a person looks: no-color.org, and nothing but text into files and pipes. */
const isColourful = ({ isTTY }: Out): boolean => isTTY === true && !process.env.NO_COLOR;

export const teller = (out: Out): Teller => {
  const paint = (style: Style, text: string) =>
    isColourful(out) ? styleText(style, text, { validateStream: false }) : text;
  const pad = (text: string, width: number) =>
    text + " ".repeat(Math.max(1, width - stripVTControlCharacters(text).length));
  const say = (line: string) => void out.write(`${line}\n`);
  let count = 0;
  let title = "";

  return {
    say,
    step: async (name, play) => {
      count += 1;
      title = name;
      let head = `${paint("bold", String(count).padStart(2))}  ${pad(paint("bold", title), TITLE_WIDTH)}`;
      return play((sent, seen) => {
        say(`${head}${pad(paint("cyan", sent), SENT_WIDTH)}${paint("dim", "→")} ${seen}`);
        head = " ".repeat(4 + TITLE_WIDTH);
      });
    },
    failed: (error) => {
      say(paint("red", `\nFAILED ${count > 0 ? `in step ${count}, "${title}"` : "before the first step"}`));
      if (!(error instanceof Unexpected)) return say(`  ${String(error)}`);
      say(`  sent      ${error.sent}`);
      say(`  expected  ${error.expected}`);
      say(`  came      ${typeof error.came === "string" ? error.came : JSON.stringify(error.came)}`);
    },
  };
};

/** Enough of a token to tell it from another, and too little to use. */
export const short = (token: string | null | undefined): string =>
  token ? `${token.slice(0, 4)}…${token.slice(-4)}` : "none";
