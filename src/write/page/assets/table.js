// The table of mines: sorted, searched, and only as many rows in the page as can be seen.

const ROW_HEIGHT = data.language === 'both' ? 46 : 34;
/** Rows that are printed. */
const MOST_PRINTED = 500;

const table = {
  /** Shown rows in order. */
  order: new Uint32Array(0),
  sortBy: null,
  isDescending: false,
  columns: [],
  start: -1,
  end: -1,
};

/** A column of the table: what it is called, how its cells are made, what it is sorted by. */
function tableColumn(column, extra = {}) {
  return { pair: column.title, column, width: widthOf(column), isNumber: column.kind === 'number', ...extra };
}

function widthOf(column) {
  const known = { mine_id: 15, verdict: 8.5, fragility: 8, flagged: 5.5, prefecture: 11.5, position: 8, redlines: 13, belts: 11, clauses: 15, flag_basis: 12, functions: 13 };
  if (known[column.role]) return known[column.role];
  return column.kind === 'text' ? 10 : 7.5;
}

function allTableColumns() {
  const name = byRole.name_zh && data.language !== 'en' ? byRole.name_zh : byRole.name || byRole.name_zh || byRole.mine_id;
  const made = [{ key: 'name', pair: words('name'), column: name, width: data.language === 'en' ? 21 : 19, isName: true }];
  if (mineralColumn) made.push({ key: 'mineral', pair: words('mineral'), column: mineralColumn, width: 7.5, cell: mineralOf });
  for (const column of columns) {
    if (column.role === 'synthetic' || column === name || column === mineralColumn) continue;
    made.push(tableColumn(column, { key: column.source || !column.role ? 'source:' + column.name : column.role }));
  }
  return made;
}

const USUAL = ['name', 'mineral', 'verdict', 'flagged', 'prefecture', 'fragility', 'position', 'redlines', 'ovl_ha', 'ovl_pct', 'flag_basis', 'clauses', 'mine_id'];

function sorted() {
  const rows = new Uint32Array(state.shownCount);
  for (let row = 0, at = 0; row < count; row += 1) if (state.shown[row]) rows[at++] = row;
  const by = table.sortBy;
  if (by) {
    by.ranks = by.ranks || by.column.ranks();
    const { ranks } = by;
    const sign = table.isDescending ? -1 : 1;
    rows.sort((a, b) => {
      const [one, other] = [ranks[a], ranks[b]];
      if (one === other) return a - b;
      if (one === Infinity) return 1;
      if (other === Infinity) return -1;
      return sign * (one - other);
    });
  }
  table.order = rows;
}

/** A chip in the colour of a verdict. */
function verdictChip(row) {
  const place = verdictOf[row];
  if (place === VERDICTS.length) return make('span', { class: 'muted' }, say('no-verdict'));
  return make('span', { class: 'verdict' }, swatchDisc(verdictColours[place]), twoLines(byRole.verdict, byRole.verdict.value(row), byRole.verdict.text(row)));
}

/** A text of a cell; where both languages are shown, English below. */
function twoLines(column, value, text, row) {
  const short = shortened(text.replace(/\s+/g, ' '), 160);
  if (data.language !== 'both' || value === null || typeof value !== 'string') return short;
  let pair = null;
  if (labelOf(column.labels, value)) pair = column.labels[value];
  else if (column.role in zoneColumns) {
    const names = value.split(';');
    const known = zoneNames[zoneColumns[column.role]] || new Map();
    pair = [names.map((name) => known.get(name) || name).join('；'), names.join('; ')];
  } else if (column.role === 'flag_basis') {
    const parts = value.split(';').map((part) => words('basis-' + part).map((text) => text.replace(/^basis-/, '')));
    pair = [0, 1].map((tongueAt) => parts.map((part) => part[tongueAt]).join(tongueAt ? '; ' : '；'));
  } else if (typeof row === 'number') pair = [value, String(valueOf('mineral', row) || value)];
  return pair && pair[0] !== pair[1]
    ? make('span', { class: 'lines' }, shortened(pair[0], 160), make('span', { class: 'second', lang: 'en' }, shortened(pair[1], 160))) : short;
}

function cellOf(shown, row) {
  const cell = make('td', { class: shown.isNumber ? 'num' : null });
  if (shown.isName) {
    const [first, second] = nameOf(row);
    const line = make('span', { class: 'line' }, make('span', { class: 'name' }, shortened(first, 120)));
    if (valueOf('synthetic', row)) line.append(make('span', { class: 'tag made-up' }, brief(words('synthetic-tag'))));
    cell.append(line);
    if (second) cell.append(make('span', { class: 'second' }, shortened(second, 120)));
    cell.title = shortened([first, second].filter(Boolean).join('\n'), 300);
    return cell;
  }
  const role = shown.column.role;
  if (role === 'verdict') { cell.append(verdictChip(row)); return cell; }
  if (role === 'flagged') {
    const is = valueOf('flagged', row);
    cell.append(is ? make('span', { class: 'flag' }, '⚑ ' + brief(words('yes'))) : make('span', { class: 'muted' }, brief(words('no'))));
    return cell;
  }
  const text = shown.cell ? shown.cell(row) : shown.column.text(row);
  const value = shown.column.value(row);
  if (role === 'fragility' && text) {
    cell.append(make('span', { class: 'verdict' }, draw('svg', { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' },
      draw('rect', { x: 4, y: 4, width: 12, height: 12, fill: palette.fragility[fragilityOf[row]], class: 'disc' })), twoLines(shown.column, value, text)));
    return cell;
  }
  cell.append(shown.column.labels || shown.column.role in zoneColumns || shown.column.role === 'flag_basis' || shown.cell ? twoLines(shown.column, value, text, shown.cell && row) : shortened(text.replace(/\s+/g, ' '), 160));
  if (text.length > 12) cell.title = shortened(text, 600);
  return cell;
}

function rowOf(at) {
  const row = table.order[at];
  const line = make('tr', {
    'data-row': row, 'aria-rowindex': at + 2, 'aria-selected': String(row === state.selected), class: row === state.selected ? 'selected' : null,
  }, ...table.columns.map((shown) => cellOf(shown, row)));
  return line;
}

let scroller;
let body;
let headRow;
let counter;
let grid;

/** Puts the rows that can be seen into the page. */
function renderRows(isForced = false) {
  const high = scroller.clientHeight || 400;
  const first = Math.max(0, Math.floor(scroller.scrollTop / ROW_HEIGHT) - 8);
  const last = Math.min(table.order.length, first + Math.ceil(high / ROW_HEIGHT) + 16);
  if (!isForced && first === table.start && last === table.end) return;
  const isFocused = body.contains(document.activeElement);
  table.start = first;
  table.end = last;
  const spacer = (rows) => {
    const cell = make('td', { colspan: table.columns.length });
    cell.style.height = rows * ROW_HEIGHT + 'px';
    return make('tr', { class: 'spacer', 'aria-hidden': 'true' }, cell);
  };
  const lines = [];
  for (let at = first; at < last; at += 1) lines.push(rowOf(at));
  body.replaceChildren(...(first ? [spacer(first)] : []), ...lines, ...(last < table.order.length ? [spacer(table.order.length - last)] : []));
  if (!table.order.length) body.append(make('tr', {}, make('td', { colspan: table.columns.length, class: 'empty' }, say('nothing-found'))));
  if (isFocused) scroller.focus({ preventScroll: true });
}

function renderHead() {
  const whole = table.columns.reduce((sum, shown) => sum + shown.width, 0);
  headRow.replaceChildren(...table.columns.map((shown) => {
    const isBy = table.sortBy === shown;
    const button = label(make('button', { type: 'button', class: 'sort' }), shown.pair);
    button.append(make('span', { class: 'arrow', 'aria-hidden': 'true' }, isBy ? (table.isDescending ? '▼' : '▲') : ''));
    button.addEventListener('click', () => {
      if (isBy && table.isDescending) table.sortBy = null;
      else if (isBy) table.isDescending = true;
      else { table.sortBy = shown; table.isDescending = false; }
      renderHead();
      reorder();
      const again = headRow.children[table.columns.indexOf(shown)];
      if (again) again.firstChild.focus();
    });
    const head = make('th', { scope: 'col', 'aria-sort': isBy ? (table.isDescending ? 'descending' : 'ascending') : 'none', class: shown.isNumber ? 'num' : null }, button);
    head.dataset.column = shown.key;
    head.style.width = shown.width + 'em';
    head.style.setProperty('--share', ((shown.width / whole) * 100).toFixed(2) + '%');
    return head;
  }));
  grid.style.minWidth = whole + 'em';
  grid.setAttribute('aria-colcount', String(table.columns.length));
}

function reorder() {
  sorted();
  scroller.scrollTop = 0;
  shownCounts(counter);
  grid.setAttribute('aria-rowcount', String(table.order.length + 1));
  renderRows(true);
}

/** Brings a row into the box of the table. */
function reveal(row) {
  const at = table.order.indexOf(row);
  if (at < 0) return;
  const top = at * ROW_HEIGHT;
  const high = scroller.clientHeight - ROW_HEIGHT;
  if (top < scroller.scrollTop || top > scroller.scrollTop + high - ROW_HEIGHT) scroller.scrollTop = Math.max(0, top - high / 2);
}

function columnChoice(all) {
  const boxes = all.map((shown) => {
    const box = make('input', { type: 'checkbox' });
    box.checked = table.columns.includes(shown);
    box.disabled = shown.isName === true;
    box.addEventListener('change', () => {
      table.columns = all.filter((_, at) => boxes[at].firstChild.checked);
      if (!table.columns.includes(table.sortBy)) table.sortBy = null;
      renderHead();
      reorder();
    });
    return label(make('label', {}, box, ' '), shown.pair);
  });
  return make('details', { class: 'choice' }, make('summary', {}, told('span', 'columns')), make('div', { class: 'choice-list' }, ...boxes));
}

function buildTable() {
  const all = allTableColumns();
  table.columns = all.filter((shown) => {
    if (!USUAL.includes(shown.key)) return false;
    const { column } = shown;
    return shown.isName || column.kind === 'boolean' || (column.kind === 'text' ? column.words.length > 0 : column.numbers.some((value) => value !== null));
  }).sort((a, b) => USUAL.indexOf(a.key) - USUAL.indexOf(b.key));
  const search = make('input', { type: 'search', id: 'search', placeholder: say('search-hint'), 'aria-label': say('search'), autocomplete: 'off', spellcheck: 'false' });
  search.addEventListener('input', later(() => { state.query = search.value; applyFilter(); }, 120));
  listen('filter', () => { if (state.query === '' && document.activeElement !== search) search.value = ''; });
  headRow = make('tr', { 'aria-rowindex': 1 });
  body = make('tbody', {});
  grid = make('table', { class: 'mines', 'aria-labelledby': 'table-title' }, make('thead', {}, headRow), body);
  scroller = make('div', { class: 'table-box', tabindex: '0', role: 'region', 'aria-labelledby': 'table-title' }, grid);
  counter = make('span', { class: 'shown', 'aria-live': 'polite' });
  const only = make('span', { class: 'only' });
  const showOnlyChips = () => only.replaceChildren(...Object.entries(state.only).filter(([, is]) => is).map(([name, { column, code }]) =>
    make('button', { type: 'button', class: 'chip', 'aria-label': say('show-all'), onclick: () => showOnly(name, column, code) },
      (code ? column.told(column.words[code - 1]) : say('none')) + ' ✕')));
  listen('filter', () => { reorder(); showOnlyChips(); });
  listen('select', (row, from) => {
    if (row >= 0 && from !== 'table') reveal(row);
    renderRows(true);
  });
  scroller.addEventListener('scroll', () => requestAnimationFrame(() => renderRows()), { passive: true });
  body.addEventListener('click', (event) => {
    const line = event.target.closest('tr[data-row]');
    if (line) select(Number(line.dataset.row), 'table');
  });
  scroller.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (!step || event.target !== scroller || !table.order.length) return;
    event.preventDefault();
    const now = table.order.indexOf(state.selected);
    const next = Math.max(0, Math.min(table.order.length - 1, now < 0 ? 0 : now + step));
    reveal(table.order[next]);
    select(table.order[next], 'table');
  });
  byId('table').append(
    told('h2', 'table', { id: 'table-title' }),
    make('div', { class: 'table-tools' }, search, counter, only, columnChoice(all)),
    scroller,
    told('p', 'table-print', { class: 'note print-only', id: 'print-note' }),
  );
  grid.style.setProperty('--row', ROW_HEIGHT + 'px');
  renderHead();
  reorder();
}

/** All rows for paper, as far as there is sense in it. */
function printRows() {
  const most = Math.min(table.order.length, MOST_PRINTED);
  body.replaceChildren(...Array.from({ length: most }, (_, at) => rowOf(at)));
  byId('print-note').hidden = most === table.order.length;
}
