// The head of the page, its figures, and the tables below the map.

function tile(key, value, detail, kind) {
  return make('div', { class: 'tile' + (kind ? ' ' + kind : '') }, make('div', { class: 'value' }, value), told('div', key, { class: 'what' }),
    detail ? make('div', { class: 'detail' }, detail) : null);
}

/** The figures: of the whole run, and of what is shown where that is less. */
function tiles() {
  const { figures } = data;
  const counts = { flagged: 0, redline: 0 };
  const isCut = mines.count < mines.of;
  for (let row = 0; row < count; row += 1) {
    if (!state.shown[row]) continue;
    if (valueOf('flagged', row)) counts.flagged += 1;
    if (valueOf('redline', row)) counts.redline += 1;
  }
  const isPart = isFiltered();
  const part = (shown, all) => (isPart && !isCut ? [number(shown), say('of', { m: number(all) })] : [number(all), '']);
  const of = (shown, all, more) => {
    const [value, detail] = part(shown, all);
    return [value, detail || more];
  };
  const share = (value) => (figures.used ? number((value / figures.used) * 100, 1) + ' %' : '');
  const list = [
    tile('tile-mines', ...of(state.shownCount, figures.used, brief(filled('read-refused', { n: number(figures.read), m: number(figures.read - figures.used) })))),
    tile('tile-flagged', ...of(counts.flagged, figures.flagged, share(figures.flagged)), 'strong'),
  ];
  if (figures.has_redlines) list.push(tile('tile-redline', ...of(counts.redline, figures.redline, share(figures.redline))));
  if (figures.areas) {
    const { area_ha: area, ovl_ha: overlap } = figures.areas;
    if (overlap !== null) list.push(tile('tile-area', number(overlap, 1) + ' ha', say('of-area', { m: number(area, 1) })));
    else list.push(tile('tile-area-all', number(area, 1) + ' ha'));
  }
  if (figures.unstable !== null) list.push(tile('tile-unstable', number(figures.unstable)));
  list.push(tile('tile-defects', number(figures.defects), figures.defects ? say('serious', { n: number(figures.serious) }) : ''));
  return list;
}

function verdictBar() {
  const { verdict } = data.figures;
  const total = verdict.reduce((sum, value) => sum + value, 0);
  if (!data.figures.has_rules || !total) return null;
  const colours = [...palette.verdict, '#8b969e'];
  const svg = draw('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', class: 'verdict-bar', 'aria-hidden': 'true' });
  const keys = make('div', { class: 'verdict-keys' });
  const names = [...VERDICTS.map((code) => (byRole.verdict && byRole.verdict.labels[code]) || [code, code]), words('no-verdict')];
  let x = 0;
  for (const place of [0, 1, 2, 5, 3, 4, 6]) {
    if (!verdict[place]) continue;
    const width = (verdict[place] / total) * 100;
    svg.append(draw('rect', { x: x.toFixed(3), y: 0, width: width.toFixed(3), height: 10, fill: colours[place], class: 'part' }));
    x += width;
    keys.append(make('span', { class: 'verdict' }, swatchDisc(colours[place]), pick(names[place]), make('b', {}, number(verdict[place]))));
  }
  return make('div', { class: 'verdict-box' }, told('h3', 'by-verdict'), svg, keys);
}

function buildHead() {
  const { figures } = data;
  byId('skip').append(say('skip'));
  byId('head').append(
    make('p', { class: 'kicker' }, say('kicker') + ' · ' + data.day),
    label(make('h1', {}), data.title),
    data.language === 'both'
      ? make('p', { class: 'sentence' }, data.figures.sentence[0], make('span', { class: 'second', lang: 'en' }, data.figures.sentence[1]))
      : make('p', { class: 'sentence' }, pick(figures.sentence)),
  );
  const warnings = [];
  if (figures.unverified.length) warnings.push(say('unverified-banner', { packs: figures.unverified.join(', ') }));
  if (figures.synthetic) warnings.push(say('synthetic-banner', { n: number(figures.synthetic), m: number(count), fields: figures.synthetic_fields.join(', ') }));
  if (mines.count < mines.of) warnings.push(say('cut', { n: number(mines.count), m: number(mines.of) }));
  if (warnings.length) byId('head').append(make('ul', { class: 'warnings' }, ...warnings.map((text) => make('li', {}, text))));
  const row = make('div', { class: 'tile-row', 'aria-live': 'polite' });
  const update = () => row.replaceChildren(...tiles());
  listen('filter', update);
  update();
  byId('overview').append(told('h2', 'overview', { id: 'overview-title' }), row, verdictBar() || '');
  byId('foot').append(say('foot', { version: data.version, day: data.day }));
}

function section(key, total, ...children) {
  const fold = make('details', { class: 'section', id: 'section-' + key }, make('summary', {}, told('h2', key), total === null ? '' : make('span', { class: 'badge' }, number(total))), ...children);
  byId('sections').append(fold);
  return fold;
}

/** A table of the delivery as it stands; codes are told in words. */
function plainTable({ columns: heads, rows, of }, skipped = []) {
  const kept = heads.map((head, at) => at).filter((at) => !skipped.includes(heads[at].name) && rows.some((row) => row[at] !== null));
  const tell = (at, value) => {
    if (value === null) return '';
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
    const { labels } = heads[at];
    return labelOf(labels, value) ? pick(labels[value]) : String(value);
  };
  const table = make('table', { class: 'plain-table' },
    make('thead', {}, make('tr', {}, ...kept.map((at) => label(make('th', { scope: 'col' }), heads[at].title)))),
    make('tbody', {}, ...rows.map((row) => make('tr', {}, ...kept.map((at) => make('td', { class: typeof row[at] === 'number' ? 'num' : null }, tell(at, row[at])))))));
  return [make('div', { class: 'scroll-box', tabindex: '0' }, table), rows.length < of ? make('p', { class: 'note' }, say('rows-cut', { n: number(rows.length), m: number(of) })) : ''];
}

function buildDefects() {
  const { defects } = data.sections;
  const cards = defects.map((group) => make('details', { class: 'card' },
    make('summary', {}, make('strong', {}, group.code), label(make('span', { class: 'tag ' + group.became }), group.severity), make('span', { class: 'badge' }, number(group.count)),
      make('span', { class: 'hint' }, group.hint)),
    make('ul', { class: 'features' }, ...group.features.map(([file, feature, id, reason]) => make('li', {},
      make('span', { class: 'muted' }, [file, feature === null ? '' : say('feature', { n: feature }), id || ''].filter(Boolean).join(' · ')), ' ', reason))),
    group.features.length < group.count ? make('p', { class: 'note' }, say('rows-cut', { n: group.features.length, m: number(group.count) })) : ''));
  section('defects', data.figures.defects, told('p', defects.length ? 'defects-text' : 'no-defects', { class: 'note' }), ...cards);
}

function buildSources() {
  const rows = data.sections.sources.map((source) => make('tr', {}, label(make('td', {}), source.layer), make('td', { class: 'file' }, source.file),
    make('td', { class: 'num' }, number(source.read)), make('td', {}, source.crs), make('td', {}, source.encoding || ''), make('td', { class: 'file' }, source.sha256 || ''),
    make('td', {}, [source.unverified ? say('schematic', { n: number(source.unverified) }) : '', ...source.notes.map(pick)].filter(Boolean).join(data.language === 'en' ? '; ' : '；'))));
  const head = ['layer', 'file', 'features', 'stated-crs', 'encoding', 'sha256', 'remarks'].map((key) => told('th', key, { scope: 'col' }));
  section('sources', data.sections.sources.length, make('div', { class: 'scroll-box', tabindex: '0' },
    make('table', { class: 'plain-table' }, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...rows))));
}

function buildSections() {
  const { rules, conflicts, green_review: green, measures } = data.sections;
  if (conflicts && conflicts.of) section('conflicts', conflicts.of, told('p', 'conflicts-text', { class: 'note' }), ...plainTable(conflicts));
  if (green && green.of) section('green-review', green.of, told('p', 'green-text', { class: 'note' }), ...plainTable(green, ['review']));
  buildDefects();
  if (rules) {
    const banner = data.figures.unverified.length ? make('p', { class: 'warning' }, say('unverified-banner', { packs: data.figures.unverified.join(', ') })) : '';
    section('rules', rules.of, banner, make('div', { class: 'rules' }, ...rules.rows.map((row) => ruleCard(row[ruleColumn.rule], row, false))));
  }
  buildSources();
  section('measures', null, factList(measures.map(([pair, value]) => [pair, pick(value)])));
}
