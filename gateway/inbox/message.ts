export type InboxMessage = {
  id: string;
  kind: "mail" | "sms" | "push";
  to: string;
  subject: string | null;
  text: string;
  html: string | null;
  data: Record<string, string> | null;
  /** ISO 8601. */
  at: string;
};

/** The first thing a person looks for: the subject, or the first line where there is none. */
export const titleOf = ({ subject, text }: InboxMessage) => subject || (text.trim().split("\n")[0] ?? "") || "(empty)";
