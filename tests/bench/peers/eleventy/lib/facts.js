// The facts as they lie in facts/, read and counted once: places with their newest shares, articles by place.
import fs from "node:fs";
import * as yaml from "js-yaml";

const read = (name) => JSON.parse(fs.readFileSync(`facts/${name}.json`, "utf8"));

export const shared = read("shared");
export const languages = shared.languages.map((language) => language.code);
export const wordsOf = read("words");

/** A message of printf's form (%[1]s, %%) as a function of its values. */
function filled(message) {
  const pieces = message.split(/%\[(\d+)\]s/).map((piece, i) => (i % 2 ? +piece - 1 : piece.replace("%%", "%")));
  return (...values) => pieces.map((piece) => (typeof piece === "number" ? values[piece] : piece)).join("");
}

for (const words of Object.values(wordsOf)) {
  for (const [name, message] of Object.entries(words)) if (message.includes("%[")) words[name] = filled(message);
}

/** A whole number as a language groups it: with a comma in English, else with a no-break space. */
export function number(whole, lang) {
  let text = String(whole);
  const sign = lang === "en" ? "," : "\u00a0";
  for (let i = text.length - 3; i > 0; i -= 3) text = text.slice(0, i) + sign + text.slice(i);
  return text;
}

/** A percentage with one decimal; "under" or "over" where rounding would lie. */
export function percent(share, lang) {
  const { tenths, bound } = share;
  const decimals = tenths % 10 ? (lang === "en" ? "." : ",") + (tenths % 10) : "";
  const words = wordsOf[lang].percent(Math.floor(tenths / 10) + decimals);
  return bound ? wordsOf[lang][bound](words) : words;
}

const spoken = Object.fromEntries(languages.map((lang) => [lang, {}]));

/** A day in words, each made once a language. */
export function day(text, lang) {
  const [year, month, number] = text.split("-");
  return (spoken[lang][text] ??= wordsOf[lang][`month-${month}`](String(+number), year));
}

const plurals = Object.fromEntries(languages.map((lang) => [lang, new Intl.PluralRules(lang)]));

/** The noun that stands after a whole. */
export function outOf(share, indicator, lang) {
  const forms = indicator.out_of[lang];
  const noun = forms[plurals[lang].select(share.whole)] ?? forms.other;
  return wordsOf[lang].out_of(number(share.whole, lang), noun);
}

const yearsBefore = (years) => `${+shared.today.slice(0, 4) - years}${shared.today.slice(4)}`;
const [AGEING, STALE] = [yearsBefore(1), yearsBefore(2)];

/** n of whole in tenths of a percent, rounded half to even in whole numbers. */
function shareOf(row, whole) {
  const n = row.value;
  const left = (n * 1000) % whole;
  let tenths = (n * 1000 - left) / whole;
  if (2 * left > whole || (2 * left === whole && tenths % 2)) tenths += 1;
  let bound = "";
  if (tenths >= 1000 && n < whole) [tenths, bound] = [999, "over"];
  if (tenths === 0 && n > 0) [tenths, bound] = [1, "under"];
  const mark = row.date < STALE ? "stale" : row.date < AGEING ? "ageing" : "";
  return { n, whole, tenths, bound, mark, date: row.date, source: row.source };
}

const DRAWN = new Set(shared.indicators.map((one) => one.id));

/** The newest share of each indicator; the figures without a bar stay with a place that has no other page for them. */
function sharesOf(place) {
  const newest = new Map();
  const values = new Map();
  for (const row of place.observations) {
    values.set(row.indicator + row.date, row.value);
    if (!(newest.get(row.indicator)?.date >= row.date)) newest.set(row.indicator, row);
  }
  const isDeep = place.key.split("/").length > shared.listed + 1;
  place.others = isDeep ? place.observations.filter((row) => !DRAWN.has(row.indicator) || row !== newest.get(row.indicator)) : [];
  return shared.indicators.map(({ id, whole }) => {
    const row = newest.get(id);
    return shareOf(row, values.get(whole + row.date));
  });
}

/** Every place, parents before their parts. */
export function places() {
  const byKey = new Map();
  for (const file of fs.readdirSync("facts/places").sort()) {
    for (const place of yaml.load(fs.readFileSync(`facts/places/${file}`, "utf8")).places) {
      place.shares = sharesOf(place);
      place.sources = [...new Set(place.observations.map((row) => row.source))];
      delete place.observations; // held on to, they only cost memory
      place.parts = [];
      place.above = [];
      byKey.set(place.key, place);
    }
  }
  for (const place of byKey.values()) {
    const parent = byKey.get(place.parent);
    if (!parent) continue;
    parent.parts.push(place);
    place.above = [...parent.above, parent];
  }
  return byKey;
}

const prefixes = (key) => key.split("/").map((_, i, parts) => parts.slice(0, i + 1).join("/"));

/** The promises of each place and of all above it; what is not in numbers is judged by its day alone. */
export function promisesByPlace() {
  const found = new Map();
  for (const promise of shared.promises) {
    const due = promise.deadline && promise.deadline < shared.today;
    promise.status = promise.kind === "proposal" ? "proposed" : due ? "silent" : "no-measure";
    for (const key of prefixes(promise.region)) found.set(key, [...(found.get(key) ?? []), promise]);
  }
  return found;
}

/** The articles of each place and of all above it, in the order of their slugs, for each language. */
export function articlesByPlace(collection) {
  const found = new Map();
  const articles = collection.map((one) => one.data).sort((a, b) => (a.slug < b.slug ? -1 : 1));
  for (const article of articles) {
    for (const key of new Set(article.regions.flatMap(prefixes))) {
      const name = `${article.lang} ${key}`;
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(article);
    }
  }
  return found;
}
