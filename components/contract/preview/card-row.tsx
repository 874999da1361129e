import { CardLogo } from "@/components/contract/preview/card-logo";
import { textStyle, unitFor } from "@/components/contract/preview/card-units";
import type { CardView } from "@/components/contract/preview/card-view";

interface Props {
  view: CardView;
  imageSource: (uri: string) => string | null;
}

/** A wallet that lists documents: one line that grows with its text. */
export function CardRow({ view, imageSource }: Props) {
  const unit = unitFor(view.width);
  return (
    <div
      className="flex items-center shadow-raised"
      style={{
        minHeight: unit(view.height),
        borderRadius: unit(view.radius),
        background: view.background,
        gap: unit(14),
        padding: `${unit(12)} ${unit(16)}`,
      }}
    >
      <CardLogo
        logo={view.logo}
        source={view.logo && imageSource(view.logo.uri)}
        initial={view.initial}
        ink={view.ink}
        size={40}
        unit={unit}
        style={{ flexShrink: 0 }}
      />
      <div className="grid min-w-0 flex-1">
        {view.stacks.flatMap((stack) =>
          stack.texts.map((text) => (
            <span key={text.role} dir="auto" data-role={text.role} style={textStyle(text, unit)}>
              {text.text}
            </span>
          )),
        )}
      </div>
    </div>
  );
}
