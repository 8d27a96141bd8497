export interface ProblemProps {
  /** What a job or a file threw; nothing is shown while it is undefined. */
  readonly error: unknown;
  /** What could not be done. */
  readonly title?: string;
}

/** Says what went wrong, also to those who do not look. */
export function Problem({ error, title }: ProblemProps) {
  return (
    <div role="alert" class={error === undefined ? undefined : "problem"}>
      {error !== undefined && (
        <>
          {title && <strong>{title} </strong>}
          {error instanceof Error ? error.message : String(error)}
        </>
      )}
    </div>
  );
}
