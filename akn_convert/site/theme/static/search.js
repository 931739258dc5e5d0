// The search over the whole site, without a server: the files that akn_convert.site.search wrote, loaded on demand.
"use strict";

// The same folding and the same words as in akn_convert/site/search.py; a test compares the two.
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}";
const WORDS = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+`, "gu");
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const ARTICLE = /^(?:وال|بال|كال|فال|لل|ال)(?=[\p{L}\p{N}_]{3})/u;
const ARABIC = { "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": "" };
const PAGE = 20;

function folded(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[أإآىةـ]/g, (c) => ARABIC[c]);
}

function tokens(text) {
  const found = [];
  for (const word of folded(text).match(WORDS) || []) {
    if (IS_UNSPACED.test(word)) {
      const characters = [...word];
      found.push(...characters);
      for (let n = 1; n < characters.length; n++) found.push(characters[n - 1] + characters[n]);
    } else {
      found.push(word.replace(ARTICLE, ""));
    }
  }
  return found;
}

// What is asked of the index for a query: pairs alone where there are pairs, the last word as a beginning.
function wanted(query) {
  const terms = new Map();
  const words = folded(query).match(WORDS) || [];
  words.forEach((word, n) => {
    if (IS_UNSPACED.test(word)) {
      const all = tokens(word);
      const pairs = all.filter((token) => [...token].length === 2);
      (pairs.length ? pairs : all).forEach((token) => terms.set(token, false));
    } else {
      const token = word.replace(ARTICLE, "");
      const open = n === words.length - 1 && token.length > 2 && !/["”»“«]\s*$/.test(query);
      terms.set(token, terms.get(token) === false ? false : open);
    }
  });
  return terms;
}

// Phrases that must stand in the speech as typed: in quotation marks, or written without spaces.
function phrases(query) {
  const quoted = [...query.matchAll(/["“”«»„]([^"“”«»„]+)["“”«»„]/g)].map((m) => m[1]);
  const unspaced = (folded(query).match(WORDS) || []).filter((word) => IS_UNSPACED.test(word));
  return [...quoted.map((phrase) => folded(phrase).replace(/\s+/g, " ").trim()), ...unspaced].filter(Boolean);
}

const files = new Map();
const waiting = new Map();

function aknIndex(language, kind, number, data) {
  const key = `${language}/${kind}${number}`;
  const answer = waiting.get(key);
  waiting.delete(key);
  if (answer) answer(data);
}
window.aknIndex = aknIndex;

function load(language, kind, number) {
  const key = `${language}/${kind}${number}`;
  if (!files.has(key)) {
    files.set(key, new Promise((resolve, reject) => {
      waiting.set(key, resolve);
      const script = document.createElement("script");
      script.src = `${root}search/${language}/${kind === "m" ? "manifest" : kind + number}.js`;
      script.onerror = () => { waiting.delete(key); files.delete(key); reject(new Error(script.src)); };
      document.head.append(script);
    }));
  }
  return files.get(key);
}

function unpacked(text) {
  let sum = 0;
  return text.split(" ").map((step) => (sum += parseInt(step, 36)));
}

// The numbers of the speeches that have a word, or any word that begins so; null where the index has none.
async function numbers(language, manifest, token, open) {
  const starts = manifest.starts;
  let first = starts.length - 1;
  while (first > 0 && starts[first] > token) first--;
  const found = new Set();
  for (let n = first; n >= 0 && n < starts.length; n++) {
    if (n > first && !(open && starts[n].startsWith(token)) && starts[n] !== token) break;
    const shard = await load(language, "w", n);
    for (const word of open ? Object.keys(shard) : [token]) {
      if (Object.hasOwn(shard, word) && (open ? word.startsWith(token) : true)) unpacked(shard[word]).forEach((x) => found.add(x));
    }
    if (!open) break;
  }
  return found;
}

async function hits(language, query) {
  const manifest = await load(language, "m", 0);
  const terms = wanted(query);
  let common = null;
  for (const [token, open] of terms) {
    const having = await numbers(language, manifest, token, open);
    common = common === null ? having : new Set([...common].filter((x) => having.has(x)));
    if (!common.size) break;
  }
  // The newest record first, and within a record the order of the meeting.
  const record = (number) => Math.floor(number / manifest.units);
  return [...(common || [])].sort((a, b) => record(b) - record(a) || a - b).map((number) => ({ language, number, units: manifest.units }));
}

async function unitOf(hit) {
  const record = await load(hit.language, "r", Math.floor(hit.number / hit.units));
  const place = hit.number % hit.units;
  const [eId, speaker, country, text] = record.units[place];
  return { ...hit, record, eId, speaker, country, text };
}

function bounds(text, query) {
  // Where in the unfolded text the first hit stands: folding is done character by character so that places agree.
  const map = [];
  let flat = "";
  [...text].reduce((at, character) => {
    for (const c of folded(character)) { flat += c; map.push(at); }
    return at + character.length;
  }, 0);
  map.push(text.length);
  const places = [];
  for (const token of new Set([...phrases(query), ...wanted(query).keys()])) {
    for (let at = flat.indexOf(token); at >= 0 && places.length < 40; at = flat.indexOf(token, at + token.length)) {
      places.push([map[at], map[Math.min(at + token.length, map.length - 1)]]);
    }
  }
  return places.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

// Characters that turn the direction of what follows are shown as a lost character, as in the pages' titles.
function tame(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

function snippet(text, query) {
  const places = bounds(text, query);
  let start = places.length ? Math.max(0, places[0][0] - 90) : 0;
  if (start > 0) {
    const space = text.indexOf(" ", start);
    start = space >= 0 && space < places[0][0] ? space + 1 : start;
  }
  const end = Math.min(text.length, start + 320);
  const line = document.createElement("span");
  line.className = "akn-words";
  let at = start;
  if (start > 0) line.append("… ");
  for (const [low, high] of places) {
    if (low < at || high > end) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(low, high);
    line.append(text.slice(at, low), mark);
    at = high;
  }
  line.append(text.slice(at, end), end < text.length ? " …" : "");
  return line;
}

function entry(unit, query) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const { record } = unit;
  link.href = `${root}records/${encodeURIComponent(record.slug)}/${unit.language}.html#${encodeURIComponent(unit.eId)}`;
  const name = document.createElement("bdi");
  name.textContent = tame(unit.speaker || record.title || record.symbol);
  link.append(name);
  const where = document.createElement("bdi");
  where.className = "akn-where";
  where.textContent = [unit.speaker && unit.country, record.symbol, record.organ, record.date].filter(Boolean).map(tame).join(" · ");
  const words = snippet(tame(unit.text), query);
  words.lang = unit.language;
  words.dir = "auto";
  item.append(link, " ", where, words);
  return item;
}

const form = document.getElementById("search");
const root = form.dataset.root;
const status = document.getElementById("status");
const results = document.getElementById("results");
const more = document.getElementById("more");
let run = 0;

async function show(list, query, mine) {
  const needed = phrases(query);
  let shown = 0;
  while (shown < PAGE && list.length) {
    const unit = await unitOf(list.shift());
    if (mine !== run) return;
    const flat = folded(unit.text + " " + unit.speaker + " " + unit.country).replace(/\s+/g, " ");
    if (needed.every((phrase) => flat.includes(phrase))) {
      results.append(entry(unit, query));
      shown++;
    }
  }
  more.hidden = !list.length;
  more.onclick = () => show(list, query, mine);
  if (!results.children.length) status.textContent = status.dataset.none;
}

async function search(query, where) {
  const mine = ++run;
  results.replaceChildren();
  more.hidden = true;
  status.textContent = query.trim() ? status.dataset.searching : "";
  if (!query.trim()) return;
  const languages = where === "all" ? form.dataset.all.split(" ").filter(Boolean) : [where];
  const found = (await Promise.all(languages.map((language) => hits(language, query).catch(() => [])))).flat();
  if (mine !== run) return;
  status.textContent = found.length ? status.dataset.found.replace("{n}", found.length) : status.dataset.none;
  await show(found, query, mine);
}

const asked = new URLSearchParams(location.search);
if (asked.get("in")) form.elements.in.value = asked.get("in");
if (!form.elements.in.value) form.elements.in.value = form.elements.in.options[0].value;
form.elements.q.value = asked.get("q") || "";
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = form.elements.q.value;
  history.replaceState(null, "", `?q=${encodeURIComponent(query)}&in=${encodeURIComponent(form.elements.in.value)}`);
  search(query, form.elements.in.value);
});
search(form.elements.q.value, form.elements.in.value);
