import { CardFace } from "@/components/contract/preview/card-face";
import { CardRow } from "@/components/contract/preview/card-row";
import { inlinePicture, textStyle, unitFor } from "@/components/contract/preview/card-units";
import type { CardView } from "@/components/contract/preview/card-view";
import { classNames } from "@/components/ui/class-names";

interface CredentialCardProps {
  view: CardView;
  /**
   * Where a picture can be loaded from; null draws the issuer's initial instead. By default only pictures inside the
   * metadata are drawn, so that no page of the portal calls a foreign server.
   */
  imageSource?: (uri: string) => string | null;
  className?: string;
}

/** Draws a resolved card and nothing else. It keeps its proportions at any width up to its own. */
export function CredentialCard({ view, imageSource = inlinePicture, className }: CredentialCardProps) {
  const Face = view.frame === "row" ? CardRow : CardFace;
  const unit = unitFor(view.width);
  return (
    <figure
      aria-label={[view.detail.title, view.detail.issuer].filter(Boolean).join(", ")}
      lang={view.locale ?? undefined}
      data-skin={view.skin}
      className={classNames("m-0 w-full", className)}
      style={{ containerType: "inline-size", maxWidth: view.width }}
    >
      <Face view={view} imageSource={imageSource} />
      {view.below.length > 0 && (
        <figcaption style={{ padding: `${unit(12)} ${unit(4)} 0` }}>
          {view.below.map((text) => (
            <span key={text.role} dir="auto" style={textStyle(text, unit)}>
              {text.text}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}
