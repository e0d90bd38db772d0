const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Of a text in base64url without padding, whose bytes are ASCII. Not by `atob`, which older React Native lacks. */
const decoded = (text: string): string => {
  let [bits, held, result] = [0, 0, ""];
  for (const digit of text) {
    held = ((held << 6) | ALPHABET.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    result += String.fromCharCode((held >> bits) & 0xff);
  }
  return result;
};

/** How long a token lives, by its own word: the difference of two times of the server, whatever the clock here says. */
export const lifeMsOf = (accessToken: string): number => {
  const [, claims = ""] = accessToken.split(".");
  const { iat = 0, exp = 0 } = JSON.parse(decoded(claims)) as Record<string, number>;
  return (exp - iat) * 1_000;
};
