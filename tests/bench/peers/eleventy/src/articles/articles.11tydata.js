export default {
  layout: "article.11ty.js",
  tags: "article",
  permalink: ({ lang, slug }) => `/${lang}/articles/${slug}/index.html`,
};
