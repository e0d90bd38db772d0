import { rm } from "node:fs/promises";

import "./global-setup.ts";

const tearDown = async () => {
  if (!globalThis.testMongod) return;
  const { stop, dataDir } = globalThis.testMongod;
  await stop();
  await rm(dataDir, { recursive: true, force: true });
};

export default tearDown;
