// What surrounds the content of every page; all that is the same on every page of a language is made once.
import { languages, shared, wordsOf } from "./facts.js";

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
export const escape = (text) => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => SIGNS[sign]) : text);

const DOORS = ["regions", "commitments", "institutions", "services", "feedback"];
const MORE = [
  ...["indicators", "programmes", "meetings", "help", "articles", "sources"],
  ...["changes", "data", "search", "contacts", "about"],
];
const BAND = `<svg class="band" aria-hidden="true" focusable="false"><defs><pattern id="horn" width="48" height="13" patternUnits="userSpaceOnUse"><path d="M0 12.2H48M24 12V6.5M24 6.5C24 2 15 1 14.6 5.2 14.4 8 18.6 8 18 5.4M24 6.5C24 2 33 1 33.4 5.2 33.6 8 29.4 8 30 5.4M0 12 4 7 0 2M48 12 44 7 48 2" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></pattern></defs><rect width="100%" height="100%" fill="url(#horn)"/></svg>`;

const linked = (lang, names, current) =>
  names
    .map((name) => `<li><a href="/${lang}/${name}/"${name === current ? ' aria-current="true"' : ""}>${escape(wordsOf[lang][name])}</a></li>\n`)
    .join("");

function top(lang, section) {
  const words = wordsOf[lang];
  const name = escape(shared.name[lang]);
  return {
    head: `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
`,
    assets: `<link rel="stylesheet" href="/assets/site.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
`,
    brand: `</head>
<body>
<a class="skip" href="#main">${escape(words.skip)}</a>
<p class="invented">${escape(shared.invented[lang])}</p>
<header class="top">
<div class="wrap">
<a class="brand" href="/${lang}/">${name}</a>
<nav aria-label="${escape(words.language)}"><ul class="langs">
`,
    doors: `</ul></nav>
<nav aria-label="${escape(words.sections)}"><ul class="doors">
${linked(lang, DOORS, section)}</ul></nav>
</div>
${BAND}</header>
<main class="wrap" id="main">
<nav aria-label="${escape(words.here)}"><ol class="crumbs">
<li><a href="/${lang}/">${name}</a></li>
<li><a href="/${lang}/${section}/">${escape(words[section])}</a></li>
`,
    foot: `</main>
<footer class="foot">
<div class="wrap small">
<nav aria-label="${escape(words.more)}"><ul class="more">
${linked(lang, MORE, "")}</ul></nav>
<p class="soft">${escape(words.standing)}</p>
<p class="soft">${escape(words.licence)} <a href="${shared.licence.url}" rel="license">${
      lang === "en" ? shared.licence.name : `<span lang="en">${shared.licence.name}</span>`
    }</a></p>
</div>
</footer>
</body>
</html>
`,
  };
}

const made = {};
for (const lang of languages) for (const section of ["regions", "articles"]) made[lang + section] = top(lang, section);

/** A whole page; `title`, `state` and `name` are escaped already, `crumbs` are list items. */
export function page({ lang, section, path, title, name, kicker, state, crumbs = "", body }) {
  const { head, assets, brand, doors, foot } = made[lang + section];
  const { address } = shared;
  let alternates = "";
  let langs = "";
  for (const one of shared.languages) {
    alternates += `<link rel="alternate" hreflang="${one.code}" href="${address}/${one.code}/${path}/">\n`;
    langs += `<li><a href="/${one.code}/${path}/" lang="${one.code}" hreflang="${one.code}"${one.code === lang ? ' aria-current="true"' : ""}>${one.name}</a></li>\n`;
  }
  return `${head}<title>${title}</title>
<meta name="description" content="${state}">
${assets}<link rel="canonical" href="${address}/${lang}/${path}/">
${alternates}${brand}${langs}${doors}${crumbs}<li aria-current="page">${name}</li>
</ol></nav>
<p class="kicker">${kicker}</p>
<h1>${name}</h1>
<p class="state">${state}</p>
<div class="cols">
${body}</div>
${foot}`;
}
