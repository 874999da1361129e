import { CardLogo } from "@/components/contract/preview/card-logo";
import { inlinePicture, placed, textStyle, unitFor } from "@/components/contract/preview/card-units";
import type { CardBadge, CardView } from "@/components/contract/preview/card-view";

const badgeTones: Record<CardBadge["tone"], { background: string; color: string }> = {
  neutral: { background: "rgb(255 255 255 / 0.85)", color: "#1B1B1F" },
  danger: { background: "#FDECEC", color: "#9C1C1C" },
};

interface Props {
  view: CardView;
  imageSource: (uri: string) => string | null;
}

/** A card on an absolute stage: every part stands where its wallet puts it. */
export function CardFace({ view, imageSource }: Props) {
  const unit = unitFor(view.width);
  const image = view.backgroundImage && imageSource(view.backgroundImage);
  return (
    <div
      className="relative isolate overflow-hidden shadow-floating"
      style={{
        aspectRatio: `${view.width} / ${view.height}`,
        borderRadius: unit(view.radius),
        backgroundColor: view.background,
        ...(image && inlinePicture(image) && { background: `url("${image}") center / cover` }),
      }}
    >
      {view.gradient && (
        <span
          aria-hidden
          className="-z-10 absolute inset-0"
          style={{
            background:
              "radial-gradient(120% 90% at 85% -10%, rgb(255 255 255 / 0.16), transparent 60%), linear-gradient(160deg, transparent 55%, rgb(0 0 0 / 0.10))",
          }}
        />
      )}
      <CardLogo
        logo={view.logo}
        source={view.logo && imageSource(view.logo.uri)}
        initial={view.initial}
        ink={view.ink}
        size={view.logo?.size ?? 40}
        unit={unit}
        style={placed(view.logo?.corner ?? "top-left", view.logo?.x ?? 20, view.logo?.y ?? 20, unit)}
      />
      {view.stacks.map((stack) => (
        <div
          key={stack.corner}
          className="flex flex-col justify-center"
          style={{
            ...placed(stack.corner, stack.x, stack.y, unit),
            width: unit(stack.width),
            gap: unit(3),
            minHeight: stack.height && unit(stack.height),
          }}
        >
          {stack.texts.map((text) => (
            <span key={text.role} dir="auto" data-role={text.role} style={textStyle(text, unit)}>
              {text.text}
            </span>
          ))}
        </div>
      ))}
      {view.badge && (
        <span
          style={{
            ...placed(view.badge.corner, view.badge.x, view.badge.y, unit),
            ...badgeTones[view.badge.tone],
            padding: `${unit(3)} ${unit(9)}`,
            borderRadius: unit(20),
            fontSize: unit(12),
            fontWeight: 600,
          }}
        >
          {view.badge.text}
        </span>
      )}
    </div>
  );
}
