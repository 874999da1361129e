import * as z from "zod";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const MISSING = "This is missing: ";

/** Whether these words tell of an absent member. */
export const tellsOfAbsence = (message: string): boolean => message.startsWith(MISSING);

const things: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  date: "a date",
  undefined: "nothing",
};

const thing = (name: string): string => things[name] ?? name;

const forms: Readonly<Record<string, string>> = {
  email: "an e-mail address, such as name@example.org",
  url: "a whole address, such as https://example.org/",
  uuid: "an id of this form: 01234567-89ab-4cde-8f01-23456789abcd",
  datetime: "a time of this form: 2030-01-31T12:00:00Z",
  date: "a day of this form: 2030-01-31",
  base64: "text in base64",
  base64url: "text in base64url",
  json_string: "text that is JSON",
  jwt: "a JSON Web Token",
};

const units: Readonly<Record<string, string>> = {
  string: "character",
  array: "entry",
  record: "member",
  map: "member",
};

function amount(origin: string, count: number | bigint): string {
  const unit = units[origin];
  if (!unit) return String(count);
  if (Number(count) === 1) return `one ${unit}`;
  return `${count} ${unit === "entry" ? "entries" : `${unit}s`}`;
}

/** What would be taken instead. */
function wanted(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return thing(issue.expected);
    case "invalid_value":
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(", ")}`;
    case "too_big":
      if (issue.exact) return `exactly ${amount(issue.origin, issue.maximum)}`;
      if (issue.origin in units) return `at most ${amount(issue.origin, issue.maximum)}`;
      return issue.inclusive ? `${issue.maximum} or less` : `less than ${issue.maximum}`;
    case "too_small":
      if (issue.exact) return `exactly ${amount(issue.origin, issue.minimum)}`;
      if (issue.origin in units) return `at least ${amount(issue.origin, issue.minimum)}`;
      return issue.inclusive ? `${issue.minimum} or more` : `more than ${issue.minimum}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_format":
      if (issue.format === "starts_with") return `a text that begins with ${issue.prefix}`;
      if (issue.format === "ends_with") return `a text that ends with ${issue.suffix}`;
      if (issue.format === "regex") return `a text that this pattern fits: ${issue.pattern}`;
      return forms[issue.format] ?? `a value of the form ${issue.format}`;
    case "invalid_union":
      return Array.isArray(issue.options) ? `one of ${issue.options.join(", ")}` : "one of the forms allowed here";
    default:
      return "another value";
  }
}

/** A schema's refusal as people say it: what to give. Schemas with words of their own keep them. */
function plainWords(issue: Issue): string {
  if (issue.input === undefined) return `${MISSING}give ${wanted(issue)}.`;
  if (issue.code === "invalid_type") return `Give ${wanted(issue)}, not ${thing(z.core.util.parsedType(issue.input))}.`;
  if (issue.code === "too_small" && issue.origin === "string" && issue.input === "") {
    return `This is empty: give ${Number(issue.minimum) === 1 ? "a text" : wanted(issue)}.`;
  }
  if (issue.code === "invalid_key") return `A name is not allowed: ${issue.issues[0]?.message ?? "choose another."}`;
  if (issue.code === "invalid_element") return `An entry is not allowed: ${issue.issues[0]?.message ?? "change it."}`;
  return `Give ${wanted(issue)}.`;
}

z.config({ customError: plainWords });
