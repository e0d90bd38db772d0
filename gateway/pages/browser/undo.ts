import type { LinkResult } from "./answers.ts";
import { ask } from "./api.ts";
import { UNDO } from "./documents.ts";
import { onSubmit, show, the } from "./screen.ts";
import { dropSecret } from "./secret.ts";
import { startWithSecret } from "./start.ts";
import { word } from "./words.ts";

const token = startWithSecret("ask");

onSubmit("undo", async () => {
  const { result } = await ask<LinkResult>(UNDO, { token });
  dropSecret();
  if (result.kind === "AccountSecured" && result.sessionsEnded > 0)
    the("ended").textContent = word("ended", { count: result.sessionsEnded });
  show(result.kind === "AccountSecured" ? "done" : "invalid");
});
