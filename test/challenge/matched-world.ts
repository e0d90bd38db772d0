import { world } from "../world.ts";
import { the } from "../world/results.ts";

/** Two digits that are not the number. */
export const other = (number: string | null): string => String((Number(number) + 1) % 100).padStart(2, "0");

/** Ada with a trusted phone that listens, and a new phone that shows a number. */
export const matchedWorld = async () => {
  const here = await world();
  const phone = await here.ada.trusts("phone");
  const requests = await phone.watchesRequests();
  const newPhone = here.ada.on("a new phone");
  const asked = await newPhone.isAsked();
  const { request } = await requests.next();
  const number = asked.matchNumber ?? "";
  return { ...here, phone, requests, newPhone, ticket: asked.ticket, number, request };
};

/** The same, with a tablet that is trusted and listens as well. */
export const twoTrusted = async () => {
  const here = await matchedWorld();
  const { ada, phone, newPhone, ticket, request, requests } = here;
  the("SignedIn", await newPhone.submits(ticket, request.code));
  await requests.next();
  const laptop = ada.on("a laptop");
  const others = await newPhone.watchesRequests();
  const asked = await laptop.isAsked();
  const seen = [(await requests.next()).request, (await others.next()).request];
  return { ...here, tablet: newPhone, others, laptop, asked, seen, number: asked.matchNumber ?? "", phone };
};
