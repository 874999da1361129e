import * as z from "zod";

/** How the card looks, one display per locale, in the Admin API's own shape (section 8.5). */

/** The longest text that the APIs take (security L1), so also the largest logo inside a contract. */
const LOGO_TEXT_MAX = 64 * 1024;

const Colour = z
  .string()
  .regex(/^#[0-9A-Fa-f]{6}$/, "Give a colour as #RRGGBB, such as #12107C.")
  .meta({ id: "Colour", examples: ["#12107C"] });

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

export const Locale = z
  .string()
  .max(35)
  .refine(isLocale, "Give a language tag such as en, de or fr-CH.")
  .meta({ id: "Locale" });

const PNG_START = "iVBORw0KGgo";
const JPEG_START = "/9j/";

/** An image by https address, or inline as PNG or JPEG: the type is read from the bytes, not from the label. */
export const LogoUri = z
  .string()
  .max(LOGO_TEXT_MAX, "The logo is larger than 47 KiB: make it smaller, or give its address.")
  .superRefine((uri, context) => {
    if (/^data:/i.test(uri)) {
      const [, type, data] = /^data:image\/(png|jpe?g);base64,([A-Za-z0-9+/]+={0,2})$/.exec(uri) ?? [];
      const start = type === "png" ? PNG_START : JPEG_START;
      if (!data?.startsWith(start)) context.addIssue("A logo in the contract must be PNG or JPEG. SVG is not taken.");
      return;
    }
    const url = URL.canParse(uri) ? new URL(uri) : null;
    const loopback = url?.hostname === "localhost" || url?.hostname === "127.0.0.1";
    if (!url || !(url.protocol === "https:" || (url.protocol === "http:" && loopback))) {
      context.addIssue("Give the logo as an https address or as a PNG or JPEG data URI.");
    } else if (/\.svgz?$/i.test(url.pathname)) context.addIssue("SVG logos are not taken: give a PNG or JPEG.");
  });

const DisplayLogo = z
  .strictObject({
    uri: LogoUri,
    description: z.string().trim().min(1, "Describe the logo for people who cannot see it.").max(200),
  })
  .meta({ id: "DisplayLogo" });

const DisplayCard = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    issuedBy: z.string().trim().min(1).max(120),
    backgroundColor: Colour,
    textColor: Colour,
    description: z.string().max(500),
    logo: DisplayLogo.optional(),
  })
  .meta({ id: "DisplayCard" });

const DisplayConsent = z
  .strictObject({ title: z.string().max(200).optional(), instructions: z.string().max(500) })
  .meta({ id: "DisplayConsent" });

/** `claim` carries the prefix `vc.credentialSubject.`, as in the Admin API. */
const DisplayClaim = z
  .strictObject({
    claim: z.string().min(1).max(200),
    label: z.string().trim().min(1).max(120),
    type: z.enum(["String", "image/jpg;base64url"]),
    description: z.string().max(500).optional(),
  })
  .meta({ id: "DisplayClaim" });

export const ContractDisplay = z
  .strictObject({ locale: Locale, card: DisplayCard, consent: DisplayConsent, claims: z.array(DisplayClaim).max(200) })
  .meta({ id: "ContractDisplay" });
export type ContractDisplay = z.infer<typeof ContractDisplay>;

export const ContractDisplays = z
  .array(ContractDisplay)
  .min(1, "A contract needs at least one display.")
  .max(50)
  .superRefine((displays, context) => {
    const seen = new Set<string>();
    for (const [index, { locale }] of displays.entries()) {
      const key = locale.toLowerCase();
      if (seen.has(key)) {
        context.addIssue({ code: "custom", path: [index, "locale"], message: `${locale} is there twice: keep one.` });
      }
      seen.add(key);
    }
  });
export type ContractDisplays = z.infer<typeof ContractDisplays>;
