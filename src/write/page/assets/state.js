// What is shown and what is selected. Parts of the page listen; nothing else is shared.

const FACETS = {
  verdict: { places: verdictOf, codes: VERDICTS, size: VERDICTS.length + 1 },
  basis: { places: basisOf, codes: BASES, size: BASES.length },
  fragility: { places: fragilityOf, codes: FRAGILITY, size: FRAGILITY.length + 1 },
};
for (const facet of Object.values(FACETS)) {
  facet.hidden = new Uint8Array(facet.size);
  facet.totals = new Uint32Array(facet.size);
  for (let row = 0; row < count; row += 1) facet.totals[facet.places[row]] += 1;
}

const state = {
  /** Whether each row is shown, and how many are. */
  shown: new Uint8Array(count).fill(1),
  shownCount: count,
  selected: -1,
  query: '',
  /** One unit and one mineral that alone are shown: {column, code}; null for all. */
  only: { prefecture: null, mineral: null },
  /** Layers that the map does not draw. */
  hiddenLayers: new Set(),
};
const listeners = { filter: [], select: [], layers: [] };
const listen = (what, call) => listeners[what].push(call);
const tell = (what, ...given) => listeners[what].forEach((call) => call(...given));

const plain = (text) => text.normalize('NFKC').toLowerCase();

/** The texts of a column as they are searched: as they stand, and as they are shown. */
function searchable(column) {
  column.plain = column.plain || column.words.map((text) => {
    const shown = column.told(text);
    return plain(shown === text ? text : text + '\n' + shown);
  });
  return column.plain;
}

/** Rows in which each word of the query stands in some text. */
function found(query) {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  if (!wanted.length) return null;
  const rows = new Uint8Array(count).fill(1);
  for (const word of wanted) {
    const has = new Uint8Array(count);
    for (const column of columns) {
      if (column.kind !== 'text' || column.role === 'synthetic') continue;
      const isIn = new Uint8Array(column.words.length + 1);
      let any = false;
      searchable(column).forEach((text, at) => {
        if (text.includes(word)) { isIn[at + 1] = 1; any = true; }
      });
      if (any) for (let row = 0; row < count; row += 1) has[row] |= isIn[column.codes[row]];
    }
    for (let row = 0; row < count; row += 1) rows[row] &= has[row];
  }
  return rows;
}

function applyFilter() {
  const rows = found(state.query);
  const facets = Object.values(FACETS);
  const only = Object.values(state.only).filter(Boolean);
  let shownCount = 0;
  for (let row = 0; row < count; row += 1) {
    let is = rows ? rows[row] : 1;
    for (const facet of facets) if (facet.hidden[facet.places[row]]) is = 0;
    for (const { column, code } of only) if (column.codes[row] !== code) is = 0;
    state.shown[row] = is;
    shownCount += is;
  }
  state.shownCount = shownCount;
  tell('filter');
}

const isFiltered = () => state.shownCount < count || state.query !== '' || Object.values(state.only).some(Boolean)
  || Object.values(FACETS).some((facet) => facet.hidden.includes(1));

function toggle(name, place) {
  FACETS[name].hidden[place] ^= 1;
  applyFilter();
}

/** Shows rows with one code of a column alone; a second time, all again. */
function showOnly(name, column, code) {
  const now = state.only[name];
  state.only[name] = now && now.code === code ? null : { column, code };
  applyFilter();
}

function showAll() {
  for (const facet of Object.values(FACETS)) facet.hidden.fill(0);
  state.only.prefecture = state.only.mineral = null;
  state.query = '';
  applyFilter();
}

/** "12 / 373 shown" in an element. */
function shownCounts(element) {
  element.replaceChildren(number(state.shownCount) + ' / ' + number(count) + ' ');
  label(element, words('shown'));
}

/** Selects a row, -1 for none; `from` is the part where it was chosen. */
function select(row, from) {
  state.selected = row;
  tell('select', row, from);
}
