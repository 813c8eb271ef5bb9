import markdownIt from "markdown-it";

// Links by our own schemes lead to the page of the article's language.
const FOLDERS = { region: "regions", source: "sources" };

function led(markdown) {
  markdown.renderer.rules.link_open = (tokens, i, options, env, self) => {
    const [kind, key] = tokens[i].attrGet("href").split(":");
    if (FOLDERS[kind]) tokens[i].attrSet("href", `/${env.lang}/${FOLDERS[kind]}/${key}/`);
    return self.renderToken(tokens, i, options);
  };
}

export default function (config) {
  config.setQuietMode(true);
  config.addWatchTarget("./facts/");
  config.setLibrary("md", markdownIt().use(led));
  return {
    dir: { input: "src", output: process.env.OUTPUT || "_site" },
    markdownTemplateEngine: false,
  };
}
