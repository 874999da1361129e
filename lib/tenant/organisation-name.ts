import * as z from "zod";

/** What a new organisation is called until somebody says otherwise. */
export const UNNAMED_ORGANISATION = "My organisation";

export const OrganisationName = z
  .string()
  .trim()
  .normalize("NFC")
  .min(1, "Give the organisation a name.")
  .max(80, "Use at most 80 characters.");
