"use client";

import { useState } from "react";
import type { Language } from "@/components/developer/request-as-code";
import { CodeBlock } from "@/components/ui/code-block";
import { Tabs } from "@/components/ui/tabs";

interface Props {
  tabs: readonly { language: Language; label: string; code: string }[];
}

export function CodeTabs({ tabs }: Props) {
  const [language, setLanguage] = useState<Language>("curl");
  return (
    <Tabs
      label="Language"
      value={language}
      onValueChange={setLanguage}
      className="gap-4"
      tabs={tabs.map(({ language: value, label, code }) => ({
        value,
        label,
        content: <CodeBlock label={label} code={code} />,
      }))}
    />
  );
}
