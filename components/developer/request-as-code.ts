import type { ApiRequest } from "@/components/developer/api-request";
import { asCurl } from "@/components/developer/code/curl";
import { asPython } from "@/components/developer/code/python";
import { asTypeScript } from "@/components/developer/code/typescript";

export const languages = {
  curl: { label: "curl", print: asCurl },
  typescript: { label: "TypeScript", print: asTypeScript },
  python: { label: "Python", print: asPython },
} as const;

export type Language = keyof typeof languages;

/** A program that makes the request, ready to run. Tokens and secrets are taken from the environment. */
export const requestAsCode = (request: ApiRequest, language: Language, origin: string): string =>
  languages[language].print(request, origin);
