import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium, type Browser } from "playwright-core";

const MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));
const UNPACK = `import("@sparticuz/chromium").then(({ default: it }) => it.executablePath())`;

/**
 * Where Chromium lies, unpacked from its npm package once a machine, with the libraries and fonts that a bare system lacks. The
 * package unpacks into TMPDIR and takes a half of it, from a neighbour, for the whole; so each unpacks for itself, and the first to
 * be done moves it to its place.
 */
const unpacked = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(`${MODULES}/@sparticuz/chromium/package.json`, "utf8")) as {
    version: string;
  };
  const place = join(MODULES, ".cache", `chromium-${version}`);
  if (existsSync(place)) return place;
  await mkdir(join(MODULES, ".cache"), { recursive: true });
  const own = await mkdtemp(`${place}.`);
  // It ships the libraries for one system only, and unpacks them when it believes to be there.
  const env = { ...process.env, TMPDIR: own, AWS_LAMBDA_JS_RUNTIME: "nodejs24.x" };
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", UNPACK], { env, cwd: MODULES });
  await writeFile(
    join(own, "fonts.conf"),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir><dir>${place}/fonts</dir><cachedir>${place}/fonts-cache</cachedir></fontconfig>`,
  );
  await rename(own, place).catch(() => rm(own, { recursive: true, force: true }));
  return place;
};

/** A real Chromium in which our own address leads to the server of the test, so that mailed links open as they are. */
export const launchChromium = async (ourOrigin: string, server: string): Promise<Browser> => {
  const place = await unpacked();
  return chromium.launch({
    executablePath: join(place, "chromium"),
    // As root in a container there is no sandbox; what is opened in it is ours.
    chromiumSandbox: false,
    args: [
      ...["--no-zygote", "--disable-gpu", "--font-render-hinting=none"],
      `--host-resolver-rules=MAP ${new URL(ourOrigin).host} ${new URL(server).host}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      // As it is behind https, which is where people meet it.
      `--unsafely-treat-insecure-origin-as-secure=${ourOrigin}`,
    ],
    env: {
      PATH: process.env.PATH ?? "",
      HOME: place,
      LD_LIBRARY_PATH: join(place, "al2023", "lib"),
      FONTCONFIG_FILE: join(place, "fonts.conf"),
    },
  });
};
