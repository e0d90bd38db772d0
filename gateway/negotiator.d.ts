/** What we use of it; its own types are a package apart. */
declare module "negotiator" {
  class Negotiator {
    constructor(request: { headers: Record<string, string> });
    /** The tags of Accept-Language that are wanted at all, the most wanted first. */
    languages(): string[];
  }
  export { Negotiator as default };
}
