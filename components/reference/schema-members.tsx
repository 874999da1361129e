import { type OpenApiDocument, resolved, type Schema } from "@/components/reference/document";
import { limitsOf, shapesIn, typeWords } from "@/components/reference/schema-words";

interface Props {
  document: OpenApiDocument;
  schema: Schema;
  /** Whether it comes in, where some members must be there, or goes out, where some may be missing. */
  direction: "in" | "out";
  /** Names of the objects around this one: what holds itself is not unfolded again. */
  within?: readonly string[];
}

/** The members of what a schema describes. Objects within unfold without a script. */
export function SchemaMembers({ document, schema, direction, within = [] }: Props) {
  const shapes = shapesIn(document, schema);
  if (shapes.length === 0) {
    return <p className="text-muted-foreground text-sm">{typeWords(document, schema)}</p>;
  }
  return (
    <div className="grid gap-4">
      {shapes.map((shape, index) => (
        <div key={shape.name ?? index} className="grid gap-2">
          {shapes.length > 1 && (
            <p className="font-medium text-muted-foreground text-xs">
              {index === 0 ? "Either" : "or"} {shape.name ?? ""}
            </p>
          )}
          <ul className="divide-y rounded-xl border">
            {Object.entries(shape.schema.properties ?? {}).map(([name, member]) => (
              <Member
                key={name}
                name={name}
                schema={member}
                required={shape.schema.required?.includes(name) ?? false}
                document={document}
                direction={direction}
                within={shape.name === null ? within : [...within, shape.name]}
              />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

interface MemberProps extends Required<Props> {
  name: string;
  required: boolean;
}

function Member({ name, required, schema, document, direction, within }: MemberProps) {
  const description = schema.description ?? resolved(document, schema).schema.description;
  const notes = limitsOf(document, schema);
  const inner = shapesIn(document, schema).filter((shape) => shape.name === null || !within.includes(shape.name));
  return (
    <li className="grid gap-1 px-4 py-2.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <code className="font-medium font-mono text-[0.8125rem]">{name}</code>
        <span className="text-muted-foreground text-xs [overflow-wrap:anywhere]">{typeWords(document, schema)}</span>
        {direction === "in" && required && <span className="font-medium text-danger-strong text-xs">required</span>}
        {direction === "out" && !required && <span className="text-muted-foreground text-xs">may be missing</span>}
      </p>
      {description && <p className="text-muted-foreground">{description}</p>}
      {notes.length > 0 && <p className="text-muted-foreground text-xs">{notes.join(" · ")}</p>}
      {inner.length > 0 && (
        <details className="mt-1">
          <summary className="min-h-6 w-fit cursor-pointer text-primary text-xs">Members of {name}</summary>
          <div className="mt-2">
            <SchemaMembers document={document} schema={schema} direction={direction} within={within} />
          </div>
        </details>
      )}
    </li>
  );
}
