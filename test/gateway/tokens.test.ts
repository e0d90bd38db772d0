import { createHmac } from "node:crypto";

import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from "jose";

import { MINUTE, SECOND, world } from "../world.ts";
import { codeOf } from "../world/api.ts";
import { the } from "../world/results.ts";

const ME = `{ me { email } }`;

/** Ada signed in, and what her access token says. */
const tokenWorld = async () => {
  const here = await world();
  const phone = await here.ada.joinsOn("phone");
  const token = phone.kept.accessToken ?? "";
  const meWith = (shown: string) => here.stranger(ME, { token: shown });
  return { ...here, phone, token, claims: decodeJwt(token), header: decodeProtectedHeader(token), meWith };
};

/** As ours are, but for the key. */
const signed = async (payload: JWTPayload, header: object) => {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const jwk = await exportJWK(publicKey);
  return new SignJWT(payload)
    .setProtectedHeader({ alg: "EdDSA", ...header, ...("jwk" in header ? { jwk } : {}) })
    .sign(privateKey);
};

describe("an access token", () => {
  it("is a signed JWT of ten minutes, whose key is published without its private half", async () => {
    const { token, claims, header, server } = await tokenWorld();
    expect(header).toMatchObject({ alg: "EdDSA", typ: "at+jwt", kid: expect.any(String) });
    expect(((claims.exp ?? 0) - (claims.iat ?? 0)) * SECOND).toBe(10 * MINUTE);

    const { keys } = (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
    expect(keys).toEqual([
      { kid: header.kid, kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig", x: expect.any(String) },
    ]);
    expect(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).not.toMatch(/@|phone/);
  });

  it("is refused when somebody else's key signed it, whatever its header says", async () => {
    const { claims, header, meWith } = await tokenWorld();
    const headers = [
      header,
      { ...header, kid: "another" },
      { ...header, jku: "http://127.0.0.1:1/keys" },
      { ...header, jwk: {} },
    ];

    for (const each of headers) {
      const reply = await meWith(await signed(claims, each));
      expect(reply.body.data).toEqual({ me: null });
      expect(codeOf(reply)).toBe("UNAUTHENTICATED");
    }
  });

  it("is refused with no algorithm, with a symmetric one, and when a word of it was changed", async () => {
    const { token, claims, header, meWith, server } = await tokenWorld();
    const [head = "", body = "", signature = ""] = token.split(".");
    const text = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const { keys } = (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as { keys: { x: string }[] };
    const symmetric = `${text({ ...header, alg: "HS256" })}.${body}`;
    const mac = createHmac("sha256", Buffer.from(keys[0]?.x ?? "", "base64url"))
      .update(symmetric)
      .digest("base64url");
    const forged = [
      new UnsecuredJWT(claims).encode(),
      `${text({ ...header, alg: "none" })}.${body}.`,
      `${symmetric}.${mac}`,
      `${head}.${text({ ...claims, sub: "somebody" })}.${signature}`,
      `${text({ ...header, typ: "JWT" })}.${body}.${signature}`,
      `${head}.${body}.${"A".repeat(86)}`,
      `${head}.${body}`,
      "nonsense",
    ];

    for (const each of forged) expect(codeOf(await meWith(each))).toBe("UNAUTHENTICATED");
    expect((await meWith(token)).body.errors).toBeUndefined();
  });

  it("is no refresh token, no device token and no ticket, nor any of them an access token", async () => {
    const { ada, meWith } = await tokenWorld();
    const phone = ada.on("phone");
    the("SignedIn", await phone.signsIn());
    await phone.turnsOnTwoStep();
    const { accessToken, refreshToken, deviceToken } = phone.kept;
    const newPhone = ada.on("a new phone");
    const { ticket } = await newPhone.isAsked();

    for (const other of [refreshToken, deviceToken, ticket])
      expect(codeOf(await meWith(other ?? ""))).toBe("UNAUTHENTICATED");
    for (const other of [accessToken, deviceToken, ticket])
      expect(await phone.refreshes(other)).toMatchObject({ kind: "SessionEnded", reason: "EXPIRED", sessionId: null });
    for (const other of [accessToken, refreshToken, ticket])
      expect(await newPhone.signsIn({ deviceToken: other })).toMatchObject({ kind: "VerificationRequired" });
    for (const other of [accessToken, refreshToken, deviceToken])
      expect(await phone.submits(other ?? "", "123456")).toMatchObject({ kind: "ChallengeClosed", status: "EXPIRED" });
  });

  it("is good until its last second, and not after", async () => {
    const { phone, later } = await tokenWorld();
    await later(10 * MINUTE - 3 * SECOND);
    expect((await phone.sends(ME)).body.errors).toBeUndefined();
    await later(4 * SECOND);

    expect(codeOf(await phone.sends(ME))).toBe("UNAUTHENTICATED");
    the("SignedIn", await phone.refreshes());
    expect((await phone.sends(ME)).body.errors).toBeUndefined();
  });

  it("is not needed for me, which is null without one, nor for what is everybody's", async () => {
    const { stranger, meWith } = await tokenWorld();

    expect((await stranger(ME)).body).toEqual({ data: { me: null } });
    for (const token of ["nonsense", null]) {
      const { body } = await stranger(`{ clientApps { id } }`, { token });
      expect(body).toEqual({ data: { clientApps: ["kasa", "tapo", "aginet", "portal"].map((id) => ({ id })) } });
    }
    expect(codeOf(await meWith("nonsense"))).toBe("UNAUTHENTICATED");
  });

  it.each([
    `mutation { signOut }`,
    `mutation { revokeOtherSessions }`,
    `mutation { reauthenticate(password: "x") { __typename } }`,
    `mutation { enableTwoStepVerification { __typename } }`,
    `mutation { disableTwoStepVerification { recoveryCodesRemaining } }`,
    `mutation { removeTrustedDevice(deviceId: "x") { __typename } }`,
    `mutation { removeOtherTrustedDevices }`,
    `mutation { renameTrustedDevice(deviceId: "x", name: "y") { id } }`,
    `mutation { acknowledgeVerification(requestId: "x") }`,
    `mutation { registerPushToken(input: { notificationsAllowed: true }) { id } }`,
    `{ pendingVerificationRequests { id } }`,
    `{ trustedDevice(id: "x") { id } }`,
    `{ loginActivities { pageInfo { hasNextPage } } }`,
  ])("is needed for %s", async (document) => {
    const { stranger } = await world();

    for (const token of [null, "nonsense"]) expect(codeOf(await stranger(document, { token }))).toBe("UNAUTHENTICATED");
  });

  it.each(["Basic YWRhOnBhc3N3b3Jk", "Bearer", "Bearer  ", "bearer nonsense", "nonsense"])(
    "is not read from the header %j",
    async (authorization) => {
      const { stranger } = await world();

      expect(codeOf(await stranger(ME, { headers: { authorization } }))).toBe("UNAUTHENTICATED");
    },
  );
});
