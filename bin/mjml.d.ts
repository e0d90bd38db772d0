/** What we use of it; it has no types of its own. */
declare module "mjml" {
  type Options = { validationLevel: "strict"; fonts: Record<string, string>; keepComments: boolean };
  function mjml2html(
    source: string,
    options: Options,
  ): Promise<{ html: string; errors: { formattedMessage: string }[] }>;
  export { mjml2html as default };
}
