// What every part needs: the data, elements made without markup, words in the language of the page.

const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);

/** A text of the page in its language, from [中文, English]. */
function pick(pair) {
  if (!pair) return '';
  if (data.language === 'zh') return pair[0];
  if (data.language === 'en') return pair[1];
  return pair[0] === pair[1] ? pair[0] : pair[0] + ' ' + pair[1];
}

/** Words of the page; {name} is replaced by values.name. */
function say(key, values = {}) {
  return pick(filled(key, values));
}

/** Puts a pair into an element: where both languages are shown, English stands smaller behind. */
function label(element, pair) {
  if (data.language === 'both' && pair[0] !== pair[1]) {
    element.append(pair[0], ' ', make('span', { class: 'second', lang: 'en' }, pair[1]));
  } else {
    element.append(pick(pair));
  }
  return element;
}

const words = (key) => data.words[key] || [key, key];

/** What a code means, where that is known; a code may be any text, also the name of something that objects have. */
const labelOf = (labels, code) => (labels && Object.hasOwn(labels, code) ? labels[code] : null);

/** A pair of the page's words with values in it. */
const filled = (key, values) => words(key).map((text) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name])));

/** An element: attributes, `on…` listeners, and children that are texts or elements. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The same with a text in the language of the page. */
const told = (tag, key, attributes = {}) => label(make(tag, attributes), words(key));

/** A text for a narrow place: where both languages are shown, the first alone. */
const brief = (pair) => (data.language === 'both' ? pair[0] : pick(pair));

/** A drawing. */
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const tongue = data.language === 'en' ? 'en' : 'zh-CN';
const collator = new Intl.Collator(tongue, { numeric: true, sensitivity: 'base' });
const grouped = new Intl.NumberFormat(tongue);
const number = (value, digits = 0) =>
  value.toLocaleString(tongue, { maximumFractionDigits: digits, minimumFractionDigits: 0 });

/** Metres as people read them. */
function metres(value) {
  const far = Math.abs(value) >= 1000;
  return far ? number(value / 1000, 2) + ' km' : number(value, Math.abs(value) < 10 ? 2 : 0) + ' m';
}

/** The first characters of a long text; a character is never cut in two. */
function shortened(text, most) {
  if (text.length <= most) return text;
  return Array.from(text.slice(0, most + 1)).slice(0, -1).join('') + '…';
}

/** Calls a function once for many calls in a short time. */
function later(call, milliseconds) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...given), milliseconds);
  };
}

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const dark = matchMedia('(prefers-color-scheme: dark)');
