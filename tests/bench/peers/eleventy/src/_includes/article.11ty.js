import { everyPlace } from "../../lib/all.js";
import { day, shared, wordsOf } from "../../lib/facts.js";
import { escape, page } from "../../lib/frame.js";
import { sourceItem } from "../../lib/place.js";

/** The page of an article. */
export function render({ lang, slug, title, summary, regions, sources, day: written, content }) {
  const words = wordsOf[lang];
  const named = regions.map((key) => `<li><a href="/${lang}/regions/${key}/">${escape(everyPlace().get(key).name[lang])}</a></li>\n`);
  return page({
    lang,
    section: "articles",
    path: `articles/${slug}`,
    title: escape(`${title} – ${words.article} – ${shared.name[lang]}`),
    name: escape(title),
    kicker: escape(words.article),
    state: escape(summary),
    body: `<div>
<section>
<div class="prose">
${content.replaceAll("<table>", `<table><caption>${escape(title)}</caption>`)}
</div>
</section>
<section aria-labelledby="sources">
<h2 id="sources">${escape(words.sources)}</h2>
<ul class="items">
${sources.map((id) => sourceItem(id, lang)).join("")}</ul>
</section>
</div>
<aside>
<section class="card" aria-labelledby="regions">
<h2 id="regions">${escape(words.regions)}</h2>
<ul class="items">
${named.join("")}</ul>
</section>
<section class="card" aria-labelledby="written">
<h2 id="written">${escape(words.written)}</h2>
<dl class="facts">
<dt>${escape(words.date)}</dt>
<dd>${day(written, lang)}</dd>
</dl>
</section>
</aside>
`,
  });
}
