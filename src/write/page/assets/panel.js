// The facts of one mine, or the list of mines that stand on one place.

const panel = make('aside', { class: 'panel', id: 'panel', hidden: true, 'aria-live': 'polite' });

/** Facts as a list of names and values; those without a value are left out. */
function factList(entries) {
  const list = make('dl', { class: 'facts' });
  for (const [pair, value] of entries) {
    if (value === null || value === undefined || value === '') continue;
    list.append(label(make('dt', {}), pair), make('dd', {}, value));
  }
  return list.children.length ? list : null;
}

const block = (key, ...children) => {
  const given = children.filter(Boolean);
  return given.length ? make('section', { class: 'panel-block' }, told('h4', key), ...given) : null;
};

const ruleTable = data.sections.rules;
const ruleColumn = ruleTable ? Object.fromEntries(ruleTable.columns.map(({ name }, at) => [name, at])) : {};
const ruleById = new Map(ruleTable ? ruleTable.rows.map((row) => [row[ruleColumn.rule], row]) : []);
const isUnverifiedRule = (row) => String(row[ruleColumn.pack_kind] || '').includes('unverified');

/** What a rule says is to be done, in the language of the page. */
function actions(row) {
  const [chinese, english] = [row[ruleColumn.action_zh], row[ruleColumn.action]];
  const wanted = data.language === 'zh' ? [chinese || english] : data.language === 'en' ? [english || chinese] : [chinese, english];
  return [...new Set(wanted.filter(Boolean))];
}

/** One rule with its text and where it is written. */
function ruleCard(id, row, isShort) {
  if (!row) return make('div', { class: 'rule' }, make('strong', {}, id));
  const get = (name) => row[ruleColumn[name]];
  const place = VERDICTS.indexOf(get('verdict'));
  const head = make('div', { class: 'rule-head' }, make('strong', {}, id));
  if (place >= 0) {
    const names = byRole.verdict && byRole.verdict.labels;
    head.append(make('span', { class: 'verdict' }, swatchDisc(verdictColours[place]), names ? pick(names[get('verdict')]) : get('verdict')));
  }
  if (get('flag')) head.append(make('span', { class: 'tag' }, '⚑ ' + say('is-flagged')));
  if (isUnverifiedRule(row)) head.append(make('span', { class: 'tag warn' }, say('unverified-tag')));
  const card = make('div', { class: 'rule' }, head, ...actions(row).map((text) => make('p', {}, text)));
  card.append(factList([
    [words('conditions'), get('conditions')],
    [words('source'), get('source')],
    [words('pack'), get('pack') ? get('pack') + ' (' + get('pack_kind') + ')' : null],
    isShort ? [words('note'), null] : [words('note'), get('note')],
    isShort ? [words('state'), null] : [words('state'), get('state') === 'in force' ? null : get('state')],
    isShort || get('fired') === null ? [words('fired'), null] : [words('fired'), say('fired-decided', { n: number(get('fired')), m: number(get('decided')) })],
  ]) || '');
  return card;
}

const fact = (role) => [byRole[role] ? byRole[role].title : words(role), byRole[role] ? byRole[role] : null];
function factOf(role, row, tell = null) {
  const [pair, column] = fact(role);
  if (!column) return [pair, null];
  const value = column.value(row);
  return [pair, value === null ? null : tell ? tell(value) : column.text(row)];
}

const inMetres = (value) => (typeof value === 'number' ? metres(value) : String(value));
const inHectares = (value) => (typeof value === 'number' ? number(value, 4) + ' ha' : String(value));
const inPercent = (value) => (typeof value === 'number' ? number(value, 2) + ' %' : String(value));

function piecesTable(row) {
  const places = piecesOf.get(row);
  if (!places) return null;
  const { kind, zone, grade, area_ha: hectares, share_pct: share } = mines.pieces;
  const lines = places.slice(0, 60).map((at) => make('tr', {},
    make('td', {}, say('kind-' + kind[at])), make('td', {}, zoneText(kind[at], zone[at])), make('td', {}, say('grade-' + grade[at])),
    make('td', { class: 'num' }, hectares[at] === null ? '' : number(hectares[at], 4)), make('td', { class: 'num' }, share[at] === null ? '' : number(share[at], 2))));
  const head = make('tr', {}, ...['kind', 'zone', 'grade', 'area-ha', 'share-pct'].map((key) => told('th', key, { scope: 'col' })));
  return make('div', { class: 'small-table' }, make('table', {}, make('thead', {}, head), make('tbody', {}, ...lines)));
}

/** Fields that oreline adds and no block above names: receptors, what rules set. */
function otherFacts(row) {
  const distances = [];
  const sets = [];
  for (const column of columns) {
    if (column.source || column.role || column.value(row) === null) continue;
    const isDistance = column.name.endsWith('_m') && column.kind === 'number';
    if (isDistance || column.name.endsWith('_near')) distances.push([column.title, isDistance ? metres(column.value(row)) : column.text(row)]);
    else sets.push([column.title, column.text(row)]);
  }
  return { distances, sets };
}

function showMine(row) {
  const names = nameOf(row);
  const close = make('button', { type: 'button', class: 'close', 'aria-label': say('close'), title: say('close'), onclick: () => { select(-1, 'panel'); canvas.focus({ preventScroll: true }); } }, '✕');
  const tags = make('p', { class: 'tags' }, verdictChip(row));
  tags.append(make('span', { class: valueOf('flagged', row) ? 'tag flag' : 'tag' }, valueOf('flagged', row) ? '⚑ ' + say('is-flagged') : say('not-flagged')));
  const synthetic = valueOf('synthetic', row);
  if (synthetic) tags.append(make('span', { class: 'tag made-up' }, say('synthetic-tag')));
  if (valueOf('green_mine', row)) tags.append(make('span', { class: 'tag green' }, say('green') + ' · ' + byRole.green_mine.text(row)));
  const clauses = valueOf('clauses', row);
  const { distances, sets } = otherFacts(row);
  const raw = columns.filter((column) => column.source && column.value(row) !== null)
    .map((column) => [[column.name, column.name], String(column.value(row))]);
  panel.replaceChildren(...[
    make('header', {}, make('h3', {}, shortened(names[0], 200), names[1] ? make('span', { class: 'second' }, shortened(names[1], 200)) : ''), close),
    tags,
    synthetic ? make('p', { class: 'warning' }, say('synthetic-one', { fields: synthetic.split(';').join(', ') })) : null,
    factList([
      factOf('mine_id', row), [words('mineral'), mineralOf(row)],
      factOf('prefecture', row), factOf('fragility', row), factOf('belts', row), factOf('redlines', row), factOf('position', row),
      factOf('functions', row), factOf('flag_basis', row),
      valueOf('tie', row) ? factOf('tie', row) : [words('none'), null],
      [words('coordinates'), lon[row].toFixed(6) + ', ' + lat[row].toFixed(6)],
    ]),
    block('clauses', ...(clauses ? clauses.split(';').map((id) => ruleCard(id, ruleById.get(id), true)) : []),
      factList([factOf('missing', row), factOf('conflict', row), factOf('unverified', row), ...sets])),
    block('areas', factList([factOf('area_ha', row, inHectares), factOf('ovl_ha', row, inHectares), factOf('ovl_pct', row, inPercent), factOf('ovl_grade', row),
      factOf('area_decl', row, inHectares), factOf('area_diff', row, inHectares), factOf('area_fit', row)]), piecesTable(row)),
    block('distances', factList([factOf('redline_m', row, inMetres), factOf('redline_near', row), ...distances,
      factOf('periphery_to', row), factOf('periphery_m', row, inMetres), factOf('margin_m', row, inMetres), factOf('margin_of', row), factOf('stable', row)])),
    block('green', factList([factOf('green_mine', row), factOf('green_year', row), factOf('green_match', row)])),
    make('details', { class: 'panel-block' }, make('summary', {}, told('span', 'attributes')), factList(raw) || '',
      mines.left_out.length ? make('p', { class: 'note' }, say('left-out', { fields: mines.left_out.join(', ') })) : ''),
  ].filter(Boolean));
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.setAttribute('aria-label', names[0]);
}

function showCrowd(rows) {
  const close = make('button', { type: 'button', class: 'close', 'aria-label': say('close'), onclick: () => select(-1, 'panel') }, '✕');
  const list = rows.slice(0, 100).map((row) => make('li', {}, make('button', { type: 'button', class: 'plain', onclick: () => select(row, 'crowd') }, shortened(nameOf(row)[0], 100))));
  panel.replaceChildren(make('header', {}, make('h3', {}, say('crowd', { n: number(rows.length) })), close), make('ul', { class: 'crowd' }, ...list));
  panel.hidden = false;
}

function buildPanel() {
  listen('select', (row, from, rows) => {
    if (row >= 0) showMine(row);
    else if (from === 'crowd') showCrowd(rows);
    else panel.hidden = true;
  });
}
