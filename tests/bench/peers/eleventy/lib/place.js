// The page of a place.
import { articlesByPlace, day, languages, number, outOf, percent, promisesByPlace, shared, wordsOf } from "./facts.js";
import { escape, page } from "./frame.js";

const COLUMNS = 3;
const TALLIED = 5;
const promises = promisesByPlace();
let articles;

const link = (place, lang) => `<a href="/${lang}/regions/${place.key}/">${escape(place.name[lang])}</a>`;

const INDICATORS = Object.fromEntries(
  languages.map((lang) => [
    lang,
    shared.indicators.map((one) => {
      const label = escape(one.name[lang]);
      return { label, link: `<a href="/${lang}/indicators/${one.id}/">${label}</a>` };
    }),
  ]),
);

const items = {};
/** A source as an item of a list, made once a language. */
export function sourceItem(id, lang) {
  const { title, date } = shared.sources[id];
  return (items[lang + id] ??= `<li><a href="/${lang}/sources/${id}/">${escape(title[lang])}</a><span class="small soft">${escape(shared.publisher[lang])} · ${day(date, lang)}</span></li>\n`);
}

const measured = {};
const cited = {};

function otherRow({ indicator, value, date, source }, lang) {
  const name = (measured[lang + indicator] ??= `<tr><th scope="row"><a href="/${lang}/indicators/${indicator}/">${escape(shared.measured[indicator][lang])}</a></th><td class="num">`);
  const from = (cited[lang + source] ??= `<a href="/${lang}/sources/${source}/">${escape(shared.sources[source].title[lang])}</a>`);
  return `${name}${number(value, lang)}</td><td>${day(date, lang)}</td><td>${from}</td></tr>\n`;
}

function others(place, lang, words) {
  if (!place.others.length) return "";
  const caption = escape(words.other_caption);
  return `<section aria-labelledby="other-figures">
<h2 id="other-figures">${escape(words.other_figures)}</h2>
<div class="scroll" role="group" tabindex="0" aria-label="${caption}">
<table>
<caption>${caption}</caption>
<thead><tr><th scope="col">${escape(words.indicator)}</th><th scope="col" class="num">${escape(words.figure)}</th><th scope="col">${escape(words.date)}</th><th scope="col">${escape(words.source_head)}</th></tr></thead>
<tbody>
${place.others.map((row) => otherRow(row, lang)).join("")}</tbody>
</table>
</div>
</section>
`;
}

/** The sources of a place's figures, then those of its own promises. */
function sourcesOf(place) {
  const own = (promises.get(place.key) ?? []).filter((one) => one.region === place.key);
  return [...new Set([...place.sources, ...own.map((one) => one.source)])];
}

const numbered = (share, lang) => `<b class="bar__n">${number(share.n, lang)}</b>`;

function bar(share, i, lang, words) {
  const { label, link } = INDICATORS[lang][i];
  const of = `<span class="bar__of">${escape(outOf(share, shared.indicators[i], lang))}</span>`;
  const width = `${Math.floor(share.tenths / 10)}.${share.tenths % 10}`;
  const mark = share.mark ? ` · <b>${escape(words[share.mark])}</b>` : "";
  return `<article class="bar bar--share">
<h3>${link}</h3>
<p class="bar__figure">${words.number(numbered(share, lang), of)} <span class="bar__pct">${percent(share, lang)}</span></p>
<svg width="100%" height="16" aria-hidden="true" focusable="false"><rect class="t" width="100%" height="16" rx="8"/><rect class="d" width="${width}%" height="16" rx="8"/></svg>
<p class="small soft">${day(share.date, lang)} · <a href="/${lang}/sources/${share.source}/">${words.source}<span class="unseen">: ${label}</span></a>${mark}</p>
</article>
`;
}

const cells = (place, lang) =>
  place.shares
    .slice(0, COLUMNS)
    .map((share) => `<td class="num">${number(share.n, lang)} (${percent(share, lang)})</td>`)
    .join("");

function parts(place, lang, words) {
  if (!place.parts.length) return "";
  const level = place.parts[0].level;
  const days = new Set(place.parts.flatMap((part) => part.shares.slice(0, COLUMNS).map((share) => share.date)));
  const caption = words.newest([...days].map((one) => day(one, lang)).join("; "));
  const ordered = [...place.parts].sort((a, b) => a.order[lang] - b.order[lang]);
  const rows = ordered.map((part) => `<tr><th scope="row">${link(part, lang)}</th>${cells(part, lang)}</tr>\n`);
  const heads = INDICATORS[lang].slice(0, COLUMNS).map((one) => `<th scope="col" class="num">${one.link}</th>`);
  return `<section aria-labelledby="parts-${level}">
<h2 id="parts-${level}">${escape(shared.levels[level].plural[lang])}</h2>
<div class="scroll" role="region" tabindex="0" aria-label="${escape(caption)}">
<table>
<caption>${escape(caption)}</caption>
<thead><tr><th scope="col">${escape(words.place)}</th>${heads.join("")}</tr></thead>
<tbody>
${rows.join("")}</tbody>
<tfoot><tr><th scope="row">${escape(place.name[lang])}</th>${cells(place, lang)}</tr></tfoot>
</table>
</div>
</section>
`;
}

function promised(place, lang, words, byKey) {
  const found = promises.get(place.key);
  if (!found) return "";
  const counts = ["proposed", "silent", "no-measure"]
    .map((status) => [status, found.filter((one) => one.status === status).length])
    .filter(([, count]) => count)
    .map(([status, count]) => `<li><b>${count}</b> <a href="/${lang}/commitments/#${status}"><span class="tag">${escape(words[status])}</span></a></li>\n`);
  const listed = found.map((one) => {
    const line = one.deadline ? words.deadline(day(one.deadline, lang)) : words[`${one.status}_rule`];
    const where = one.region === place.key ? "" : ` · ${link(byKey.get(one.region), lang)}`;
    return `<li><span class="tag">${escape(words[one.status])}</span><h3><a href="/${lang}/commitments/${one.id}/">${escape(one.title[lang])}</a></h3><p class="small soft">${escape(words[one.kind])} · ${escape(line)}${where}</p></li>\n`;
  });
  return `<section aria-labelledby="promises">
<h2 id="promises">${escape(words.commitments)}</h2>
${found.length >= TALLIED ? `<ul class="tally">\n${counts.join("")}</ul>\n` : ""}<ul class="promises">
${listed.join("")}</ul>
</section>
`;
}

function written(place, lang, words) {
  const found = articles.get(`${lang} ${place.key}`);
  if (!found) return "";
  const listed = found.map((one) => `<li><a href="/${lang}/articles/${one.slug}/">${escape(one.title)}</a><span class="small soft">${escape(one.summary)}</span></li>\n`);
  return `<section aria-labelledby="articles">
<h2 id="articles">${escape(words.articles)}</h2>
<ul class="items">
${listed.join("")}</ul>
</section>
`;
}

const ASK = Object.fromEntries(
  languages.map((lang) => {
    const words = wordsOf[lang];
    return [lang, `<aside>
<section class="card" aria-labelledby="ask">
<h2 id="ask">${escape(words.institutions)}</h2>
<dl class="facts">
<dt>${escape(words.reference)}</dt>
<dd>r:PLACE</dd>
</dl>
<ul class="items">
<li><a href="/${lang}/feedback/">${escape(words.to_be_heard)}</a></li>
<li><a href="/${lang}/institutions/">${escape(words.directory)}</a></li>
</ul>
</section>
<section class="card" aria-labelledby="take">
<h2 id="take">${escape(words.take)}</h2>
<ul class="items">
<li><a href="/${lang}/data/">${escape(words.data)}</a></li>
<li><a href="/${lang}/about/editing/">${escape(words.correct)}</a></li>
</ul>
</section>
</aside>
`];
  }),
);

/** The page of a place in one language; `collection` are the articles, `byKey` the places. */
export function placePage({ key, lang }, collection, byKey) {
  articles ??= articlesByPlace(collection);
  const place = byKey.get(key);
  const words = wordsOf[lang];
  const first = place.shares[0];
  const sentence = [number(first.n, lang), outOf(first, shared.indicators[0], lang), percent(first, lang), day(first.date, lang)];
  const titles = [...place.above, place].reverse().map((one) => one.name[lang]);
  return page({
    lang,
    section: "regions",
    path: `regions/${place.key}`,
    title: escape([...titles, shared.name[lang]].join(" – ")),
    name: escape(place.name[lang]),
    kicker: escape(shared.levels[place.level].name[lang]),
    state: escape(words.sentence(shared.indicators[0].name[lang], ...sentence)),
    crumbs: place.above.map((one) => `<li>${link(one, lang)}</li>\n`).join(""),
    body: `<div>
<section aria-labelledby="figures">
<h2 id="figures">${escape(words.figures)}</h2>
<div class="bars">
${place.shares.map((share, i) => bar(share, i, lang, words)).join("")}</div>
</section>
${others(place, lang, words)}${promised(place, lang, words, byKey)}${parts(place, lang, words)}${written(place, lang, words)}<section aria-labelledby="sources">
<h2 id="sources">${escape(words.sources)}</h2>
<ul class="items">
${sourcesOf(place).map((id) => sourceItem(id, lang)).join("")}</ul>
</section>
</div>
${ASK[lang].replace("PLACE", place.key)}`,
  });
}
