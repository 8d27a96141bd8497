import { useEffect, useRef, useState } from "preact/hooks";
import { panels } from "../panels/index.js";
import { addressOf, connectAddress, failure, flush, opened, reset, wanted } from "./address.js";
import { Button } from "./button.js";
import { PanelSlug } from "./panel-slug.js";
import { Problem } from "./problem.js";
import { scheme, theme } from "./theme.js";

/** The frame around the panels. */
export function App() {
  useEffect(connectAddress, []);
  return (
    <>
      <header class="top">
        <a class="skip" href={addressOf(wanted.value)} onClick={skip}>
          Skip to the content
        </a>
        <p class="brand">neurite</p>
        <nav aria-label="Panels">
          <ul class="tabs">
            {panels.map(({ slug, name }) => (
              <li key={slug}>
                <a href={addressOf(slug)} aria-current={slug === wanted.value ? "page" : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <ThemeButton />
      </header>
      <main>
        <Content />
      </main>
      <footer>Everything is computed in this page; nothing leaves your machine.</footer>
    </>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("main h1")?.focus();
}

function Content() {
  const now = opened.value,
    heading = useRef<HTMLHeadingElement>(null),
    before = useRef<string>(undefined),
    slug = now?.panel.slug;
  useEffect(() => {
    if (slug === undefined) return;
    document.title = `${now!.panel.title} · neurite`;
    // Whoever asked for another panel goes on reading there; a page that was just opened is read from its beginning.
    if (before.current !== undefined && before.current !== slug) heading.current?.focus();
    before.current = slug;
  }, [slug]);
  if (failure.value !== undefined) return <Problem title="This panel could not be loaded." error={failure.value} />;
  if (!now) return <p class="quiet">Loading …</p>;
  const { title, summary, View } = now.panel;
  return (
    <PanelSlug.Provider value={now.panel.slug}>
      <div class="heading">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p class="quiet summary">{summary}</p>
        </div>
        <div class="actions">
          <CopyLink />
          <Button onClick={reset}>Reset</Button>
        </div>
      </div>
      <View key={now.panel.slug} state={now.state} />
    </PanelSlug.Provider>
  );
}

/** The other scheme than the one shown; the system's own is the default and not spelled out. */
function ThemeButton() {
  const other = scheme.value === "dark" ? "light" : "dark";
  return <Button onClick={() => (theme.value = other)}>{`${other === "dark" ? "Dark" : "Light"} theme`}</Button>;
}

function CopyLink() {
  const [said, say] = useState("");
  const copy = async () => {
    flush();
    try {
      await navigator.clipboard.writeText(location.href);
      say("Link copied");
    } catch {
      say("Not allowed here: copy the address instead");
    }
    setTimeout(() => say(""), 3000);
  };
  return (
    <>
      <span role="status" class="quiet said">
        {said}
      </span>
      <Button onClick={() => void copy()}>Copy link</Button>
    </>
  );
}
