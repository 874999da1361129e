import { TriangleAlert } from "lucide-react";
import { stateWords } from "@/components/signing-key/key-words";
import { Badge } from "@/components/ui/badge";
import type { KeyState } from "@/lib/signing-key/schema";

/** Stands wherever a software key, or an authority that signs with one, is named. */
export const DevelopmentKeyMark = () => (
  <Badge tone="warning">
    <TriangleAlert aria-hidden />
    Development key
  </Badge>
);

export const KeyStateBadge = ({ state }: { state: KeyState }) => (
  <Badge tone={stateWords[state].tone}>{stateWords[state].label}</Badge>
);
