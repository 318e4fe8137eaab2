#!/usr/bin/env bash
# citation-js 0.8.2 (core and plugin-bibtex): BibTeX of a Chinese notice has no title.
#
# Expected: output that is to be "ASCII only" writes a letter that has no LaTeX command
#   in some readable way or refuses it; and it does so for every field alike.
# Seen: such a letter is deleted. The title becomes {}, the number 青政办发〔2021〕9号
#   becomes 20219, year and serial run together, while the author, a literal name,
#   keeps its Han. No warning. With the plugin's asciiOnly off all fields are kept.
# Why it matters: a citation of an official document is its title and number. An empty
#   title is seen; 20219 looks like a number and is one that no document has.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund \
  @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2
cd "$work"

cat >cite.cjs <<'JS'
const { Cite, plugins } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");

const TITLE = "关于提高农村最低生活保障标准的通知";
const NUMBER = "青政办发〔2021〕9号";
const OFFICE = "青河市人民政府办公室";
const notice = {
  id: "notice",
  type: "report",
  title: TITLE,
  number: NUMBER,
  author: [{ literal: OFFICE }],
  issued: { "date-parts": [[2021, 3, 8]] },
};

function bibtex(asciiOnly) {
  plugins.config.get("@bibtex").format.asciiOnly = asciiOnly;
  return new Cite([notice]).format("bibtex").trim();
}

console.log("plugin-bibtex", require("@citation-js/plugin-bibtex/package.json").version);
const ascii = plugins.config.get("@bibtex").format.asciiOnly;
const [asItComes, unicode] = [bibtex(ascii), bibtex(false)];
console.log(`--- as it comes\n${asItComes}\n--- asciiOnly = false\n${unicode}`);

const holds = (text, ...fields) => fields.every((field) => text.includes(field));
const same =
  holds(asItComes, "title = {},", "number = {20219},", OFFICE) &&
  holds(unicode, `title = {${TITLE}},`, `number = {${NUMBER}},`, OFFICE);
if (!same) {
  console.error("The behaviour has changed.");
  process.exit(1);
}
JS
node cite.cjs
