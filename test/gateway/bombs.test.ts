import { world } from "../world.ts";
import { codeOf } from "../world/api.ts";

/** Each fragment spreads the next one twice: two to the power of the levels, in a few hundred words. */
const bomb = (levels: number) => {
  const fragments = Array.from(
    { length: levels },
    (_, nth) => `fragment F${nth} on Account { ...F${nth + 1} ...F${nth + 1} }`,
  );
  return `{ me { ...F0 } } ${fragments.join(" ")} fragment F${levels} on Account { id }`;
};

describe("a bomb of fragments", () => {
  // Of 22 levels it would hold the process for many seconds; a smaller one shows as well whether it is refused.
  it("is refused before it is planned", async () => {
    const { stranger } = await world();

    expect(codeOf(await stranger(bomb(16)))).toBe("BAD_USER_INPUT");
  });

  it("leaves fragments alone that people write", async () => {
    const { stranger } = await world();

    expect((await stranger(bomb(3))).body).toEqual({ data: { me: null } });
  });
});
