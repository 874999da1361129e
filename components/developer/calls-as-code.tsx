"use client";

import { useState } from "react";
import type { ApiCall } from "@/components/developer/api-request";
import { type Language, languages, requestAsCode } from "@/components/developer/request-as-code";
import { Alert } from "@/components/ui/alert";
import { CodeBlock } from "@/components/ui/code-block";
import { Tabs } from "@/components/ui/tabs";
import { TextLink } from "@/components/ui/text-link";

const STORAGE_KEY = "code-language";
const names = Object.keys(languages) as Language[];

/** Calls as programs in the reader's language, which the browser remembers. Only in the browser: it knows its origin. */
export function CallsAsCode({ calls }: { calls: readonly ApiCall[] }) {
  const [language, setLanguage] = useState<Language>(storedLanguage);
  const choose = (next: Language) => {
    setLanguage(next);
    store(next);
  };
  return (
    <>
      <Tabs
        label="Language"
        value={language}
        onValueChange={choose}
        tabs={names.map((name) => ({
          value: name,
          label: languages[name].label,
          content: (
            <div className="grid gap-5">
              {calls.map((call) => (
                <Call key={call.operation + call.title} call={call} language={name} />
              ))}
            </div>
          ),
        }))}
      />
      {calls.some(({ request }) => !request.open) && (
        <Alert>
          Put a token into the variable <code className="font-mono">TOKEN</code>: an{" "}
          <TextLink href="/api-clients">API client</TextLink> gets one with its id and secret.
        </Alert>
      )}
    </>
  );
}

const Call = ({ call: { title, operation, request }, language }: { call: ApiCall; language: Language }) => (
  <section className="grid min-w-0 gap-2">
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <h3 className="font-medium text-sm">{title}</h3>
      <TextLink href={`/reference/${operation}`}>Reference</TextLink>
    </div>
    <CodeBlock label={languages[language].label} code={requestAsCode(request, language, window.location.origin)} />
  </section>
);

/** Storage may be forbidden: then the choice lasts for the page. */
function storedLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return names.find((name) => name === stored) ?? "curl";
  } catch {
    return "curl";
  }
}

function store(language: Language) {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {}
}
