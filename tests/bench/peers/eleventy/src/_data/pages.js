import { everyPlace } from "../../lib/all.js";
import { languages } from "../../lib/facts.js";

/** One entry a page of a place: its key and the language; Eleventy would wrap whole places in proxies. */
export default function () {
  const keys = [...everyPlace().keys()];
  return languages.flatMap((lang) => keys.map((key) => ({ key, lang })));
}
