/** What is wrong with an argument, without the value that was sent: a password may be in it. */
export type ArgumentFault = { message: string; field: string };

const VARIABLE = /^Variable "\$(\w+)" got invalid value .*?(?: at "[^".]*(\.[^"]+)")?; (.*)$/s;

/** Reasons that quote nothing of the value. */
const HARMLESS = /^(Field "\w+" of required type|Expected non-nullable type|That is not )/;

/** Reads GraphQL's own complaint of a variable. Every input object of ours is called `input`. */
export const argumentFault = (message: string): ArgumentFault | null => {
  const [, variable, path, reason = ""] = VARIABLE.exec(message) ?? [];
  if (variable === undefined) return null;
  const field = path ? `input${path}` : variable;
  const why = HARMLESS.test(reason)
    ? reason.replace(/ Did you mean .*\?$/, "")
    : "The value does not fit the type of this argument.";
  return { field, message: `${field}: ${why}` };
};
