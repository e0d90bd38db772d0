import type { Live } from "./live.ts";
import {
  PendingVerificationRequestsDocument,
  VerificationRequestsDocument,
  type PendingVerificationRequestsQuery,
  type PendingVerificationRequestsQueryVariables,
  type TypedDocumentString,
  type VerificationRequestsSubscription,
} from "./operations.ts";
import { createQueue } from "./queue.ts";

/** RequestGone: it settled while nobody listened; how is not known. Take the prompt away. */
export type RequestEvent =
  VerificationRequestsSubscription["verificationRequests"] | { __typename: "RequestGone"; requestId: string };

type Ask = (
  document: TypedDocumentString<PendingVerificationRequestsQuery, PendingVerificationRequestsQueryVariables>,
  variables: PendingVerificationRequestsQueryVariables,
) => Promise<PendingVerificationRequestsQuery>;

/**
 * What a trusted device shows: each request once, and its end once, however often the socket breaks. After a reconnect the
 * server repeats what is pending; what it does not repeat has settled meanwhile.
 */
export const requestsOver = (live: Pick<Live, "events">, ask: Ask): AsyncIterableIterator<RequestEvent> => {
  const shown = new Map<string, string>();
  const events = live.events(
    VerificationRequestsDocument,
    {},
    () => void sweep().catch((error: unknown) => out.fail(error)),
  );
  const out = createQueue<RequestEvent>(() => void events.return?.());

  const sweep = async (): Promise<void> => {
    const { pendingVerificationRequests } = await ask(PendingVerificationRequestsDocument, {});
    const pending = new Set(pendingVerificationRequests.map(({ id }) => id));
    for (const requestId of [...shown.keys()])
      if (!pending.has(requestId) && shown.delete(requestId)) out.push({ __typename: "RequestGone", requestId });
  };
  const follow = async (): Promise<void> => {
    for await (const { verificationRequests: event } of events) {
      if (event.__typename === "VerificationSettled") {
        // Once only: a sweep may have told of it already.
        if (shown.delete(event.requestId)) out.push(event);
        continue;
      }
      // The same one bears another code after a resend.
      const { id, code } = event.request;
      if (shown.get(id) === code) continue;
      shown.set(id, code);
      out.push(event);
    }
    out.end();
  };
  follow().catch((error: unknown) => out.fail(error));
  return out;
};
