declare module "spdx-satisfies" {
  /** Whether one of these licences alone is enough to keep the terms of that SPDX expression. */
  const satisfies: (expression: string, allowed: readonly string[]) => boolean;
  export = satisfies;
}
