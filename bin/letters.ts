import { readFile, writeFile } from "node:fs/promises";
import mjml2html from "mjml";

/** Compiles the layout of the letters; with `--fix` writes it, without it says whether the committed one is fresh. */
const SOURCE = new URL("../subgraphs/kernel/letter-layout.mjml", import.meta.url);
const COMPILED = new URL("../subgraphs/kernel/letter-layout.ts", import.meta.url);

const HEAD = `/** Compiled from letter-layout.mjml by \`npm run fix:letters\`; never edited. */
`;

/** No font of a list of remote ones is ever linked: letters load nothing. */
const compile = async (source: string): Promise<string> => {
  const { html, errors } = await mjml2html(source, { validationLevel: "strict", fonts: {}, keepComments: true });
  if (errors.length > 0) throw new Error(errors.map((it) => it.formattedMessage).join("\n"));
  const remote = /<link|<img|@import|url\(/i.exec(html);
  if (remote) throw new Error(`The layout loads something: ${remote[0]}`);
  return html;
};

/** Each `begin x … end x` is a block, and leaves {{x}} where it stood; what is left in the end is the sheet. */
const blocksIn = (html: string): Record<string, string> => {
  const blocks: Record<string, string> = {};
  const innermost = /<!-- begin (\w+) -->((?:(?!<!-- begin )[\s\S])*?)<!-- end \1 -->/;
  let rest = html;
  for (let found = innermost.exec(rest); found; found = innermost.exec(rest)) {
    const [whole, name = "", block = ""] = found;
    blocks[name] = tidy(block);
    rest = rest.replace(whole, () => `{{${name}}}`);
  }
  return { sheet: tidy(rest), ...blocks };
};

/** One line each: white space between tags is none that anybody sees. */
const tidy = (html: string): string =>
  html
    .replace(/>\s+</g, "><")
    .replace(/\s*(\{\{\w+\}\})\s*/g, "$1")
    .replace(/\s+/g, " ")
    .trim();

const blocks = blocksIn(await compile(await readFile(SOURCE, "utf8")));
const lines = Object.entries(blocks).map(([name, html]) => `  ${name}: ${JSON.stringify(html)},`);
const compiled = `${HEAD}export const LETTER_LAYOUT = {\n${lines.join("\n")}\n};\n`;

if (process.argv.includes("--fix")) await writeFile(COMPILED, compiled);
else if (compiled !== (await readFile(COMPILED, "utf8").catch(() => ""))) {
  console.error("letter-layout.ts is not what letter-layout.mjml says: run `npm run fix:letters`.");
  process.exitCode = 1;
}
