import { setState, the } from "./screen.ts";
import { word } from "./words.ts";

/** By the clock of the one page at most so long, whatever the two clocks of an answer say. */
const LONGEST_S = 600;

/**
 * Keeps a button shut until a moment, and says on it how long that is. Counted from the server's own clock, because a phone's may
 * be wrong; the number on it is not read out every second.
 */
export const openAt = (id: string, label: string, availableAt: string, answeredAt: number): void => {
  const button = the(id) as HTMLButtonElement;
  const seconds = Math.ceil((Date.parse(availableAt) - answeredAt) / 1_000) || 0;
  const opensAt = performance.now() + Math.min(seconds, LONGEST_S) * 1_000;
  const turn = Number(button.dataset.turn ?? 0) + 1;
  button.dataset.turn = String(turn);

  const tick = (): void => {
    if (button.dataset.turn !== String(turn)) return;
    const left = Math.ceil((opensAt - performance.now()) / 1_000);
    // Not `disabled`, which would take the focus away from whoever just pressed it.
    setState(button, "aria-disabled", left > 0);
    button.textContent = left > 0 ? word(`${label}In`, { seconds: left }) : word(label);
    if (left > 0) setTimeout(tick, 250);
  };
  tick();
};
