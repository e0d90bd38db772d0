import { UndoChangeDocument } from "../../../sdk/operations.ts";
import { ask } from "./api.ts";
import { onSubmit, show, the } from "./screen.ts";
import { dropSecret } from "./secret.ts";
import { FAULTS, startWithSecret } from "./start.ts";
import { word } from "./words.ts";

const token = startWithSecret("ask");

onSubmit("undo", async () => {
  const { result } = await ask(UndoChangeDocument, { token });
  const undone = result.undoChange;
  dropSecret();
  if (undone.__typename === "AccountSecured" && undone.sessionsEnded > 0)
    the("sessions-ended").textContent = word("ended", { count: undone.sessionsEnded });
  show(undone.__typename === "LinkInvalid" ? FAULTS[undone.state] : "done");
});
