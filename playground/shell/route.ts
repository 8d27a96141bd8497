/** An address of the playground: `#/sparse-learning?density=0.1`. */
export interface Route {
  readonly slug: string;
  readonly query: URLSearchParams;
}

/** What is no such address has an empty slug. */
export function parseRoute(hash: string): Route {
  const [, slug = "", query = ""] = /^#\/?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  return { slug: slug.replace(/\/$/, ""), query: new URLSearchParams(query) };
}

export function formatRoute({ slug, query }: Route): string {
  const text = query.toString();
  return `#/${slug}${text && `?${text}`}`;
}
