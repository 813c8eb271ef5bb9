import { everyPlace } from "../lib/all.js";
import { placePage } from "../lib/place.js";

export default class {
  data() {
    return {
      pagination: { data: "pages", size: 1, alias: "one" },
      permalink: ({ one }) => `/${one.lang}/regions/${one.key}/index.html`,
      eleventyExcludeFromCollections: true,
    };
  }

  render({ one, collections }) {
    return placePage(one, collections.article, everyPlace());
  }
}
