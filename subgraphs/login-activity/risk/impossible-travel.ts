import { distanceKm } from "../place.ts";
import type { RiskRule } from "./rule.ts";

/** The cruising speed of an airliner, in km/h: what is faster was two people, or one and a VPN. */
const FASTEST_KM_PER_HOUR = 900;
/** Below it, the error of places by IP looks like travel. In km. */
const NEAREST_KM = 100;

const MS_PER_HOUR = 3_600_000;

/** Nobody is in two places at once; but a phone is where its operator's exit is, so cellular places prove no travel. */
export const impossibleTravel: RiskRule = {
  signal: "IMPOSSIBLE_TRAVEL",
  applies: ({ at, place }, { last }) => {
    if (!last || place.network === "CELLULAR" || last.place.network === "CELLULAR") return false;
    const km = distanceKm(last.place, place);
    if (km === null || km <= NEAREST_KM) return false;
    // Two tries at once may be stored in either order; in no time at all, any distance is too far.
    const hours = Math.abs(at.getTime() - last.at.getTime()) / MS_PER_HOUR;
    return km > FASTEST_KM_PER_HOUR * hours;
  },
};
