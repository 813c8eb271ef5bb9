import { everyPlace } from "../../lib/all.js";
import { languages } from "../../lib/facts.js";

/** One entry a page of a place: the place and the language. */
export default function () {
  const all = [...everyPlace().values()];
  return languages.flatMap((lang) => all.map((place) => ({ place, lang })));
}
