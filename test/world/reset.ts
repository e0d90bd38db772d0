import { randomInt } from "node:crypto";

import { post, type Asking } from "./api.ts";
import * as documents from "./documents.ts";
import type { Mailbox } from "./inbox.ts";
import { the, type Result } from "./results.ts";

export const NEW_PASSWORD = "violin glacier teapot umbrella";

type Needs = { url: string; email: string; mailbox: Mailbox };
type Proof = { verification?: { ticket: string; code: string; method?: string }; cannotVerify?: boolean };

/** A new password by mail, as the website and the apps ask for it. */
export const resetOf = ({ url, email, mailbox }: Needs) => {
  // A network of their own, so that one person's letters don't count for another's.
  const ip = `203.${randomInt(256)}.${randomInt(256)}.1`;
  const sends = async (query: string, input: object, asking: Asking = {}): Promise<Result> => {
    const { body } = await post(url, query, { ip, ...asking, variables: { input } });
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return (body.data as { result: Result }).result;
  };

  /** Of the next letter with one: what its link holds behind the #. */
  const resetToken = async (subject: RegExp | string = "Reset your password"): Promise<string> => {
    const [, token] = /\/reset-password#([\w-]+)/.exec((await mailbox.letter(subject)).text) ?? [];
    if (!token) throw new Error("the letter holds no link");
    return token;
  };

  const asksForReset = async (asking: Asking & { appId?: string } = {}) => {
    const { appId, ...from } = asking;
    return the("PasswordResetRequested", await sends(documents.REQUEST_RESET, { email, appId }, from));
  };

  return {
    asksForReset,
    resetToken,
    /** Asks, and opens the letter. */
    getsResetToken: async (asking?: Asking & { appId?: string }): Promise<string> => {
      await asksForReset(asking);
      return resetToken();
    },
    /** Presses Save on the page. */
    saves: (token: string, newPassword = NEW_PASSWORD, proof: Proof = {}) =>
      sends(documents.RESET_PASSWORD, { token, newPassword, ...proof }),
  };
};
