// Bars of what is shown: by fragility, unit, verdict and mineral. They follow the filter, and filter when they are clicked.

const MOST_UNITS = 20;
const MOST_MINERALS = 15;

/** Which parts a bar has: verdicts where there are some, else flagged or not. */
const hasVerdicts = FACETS.verdict.totals.slice(0, 6).some((total) => total > 0);
const flagColours = ['#b0127b', '#b9c2c8'];
const partColours = hasVerdicts ? [...palette.verdict, '#8b969e'] : flagColours;
const partOf = (row) => (hasVerdicts ? verdictOf[row] : basisOf[row] === 6 ? 1 : 0);

/** A row of bars: text, a stack of parts, a number; a button where a click means something. */
function barRow(text, sign, parts, colours, total, most, click, isOn) {
  const svg = draw('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', class: 'bar', 'aria-hidden': 'true' });
  let x = 0;
  parts.forEach((part, at) => {
    if (!part) return;
    const width = (part / Math.max(1, most)) * 100;
    svg.append(draw('rect', { x: x.toFixed(3), y: 0, width: Math.max(0.25, width).toFixed(3), height: 10, fill: colours[at], class: 'part' }));
    x += width;
  });
  const children = [make('span', { class: 'bar-text', title: text }, sign, shortened(text, 60)), svg, make('span', { class: 'bar-count' }, number(total))];
  return click
    ? make('button', { type: 'button', class: 'bar-row', 'aria-pressed': String(isOn), onclick: click }, ...children)
    : make('div', { class: 'bar-row' }, ...children);
}

/** Counts of shown mines: for each group of a column, how many of each part. */
function tally(groupOf, groups, part, parts) {
  const counts = Array.from({ length: groups }, () => new Uint32Array(parts + 1));
  for (let row = 0; row < count; row += 1) {
    if (!state.shown[row]) continue;
    const of = counts[groupOf(row)];
    of[part(row)] += 1;
    of[parts] += 1;
  }
  return counts;
}

function chart(key, fill) {
  const rows = make('div', { class: 'bars' });
  const box = make('section', { class: 'chart' }, told('h3', key), rows);
  const update = () => rows.replaceChildren(...fill());
  listen('filter', update);
  box.update = update;
  return box;
}

/** Bars of the codes of a column, largest first; the rest as one. */
function columnBars(name, column, most, part, colours, text) {
  const counts = tally((row) => column.codes[row], column.words.length + 1, part, colours.length);
  const last = colours.length;
  const order = counts.map((_, code) => code).filter((code) => counts[code][last] > 0);
  order.sort((a, b) => counts[b][last] - counts[a][last] || a - b);
  const kept = order.slice(0, most);
  const top = counts[kept[0]] ? counts[kept[0]][last] : 1;
  const bars = kept.map((code) => {
    const now = state.only[name];
    return barRow(code ? text(column.words[code - 1]) : say('none'), null, counts[code].subarray(0, last), colours, counts[code][last], top,
      () => showOnly(name, column, code), Boolean(now && now.code === code));
  });
  const others = order.slice(most);
  if (others.length) {
    const sum = new Uint32Array(last + 1);
    for (const code of others) counts[code].forEach((value, at) => { sum[at] += value; });
    bars.push(barRow(say('others', { n: others.length }), null, sum.subarray(0, last), colours, sum[last], Math.max(top, sum[last])));
  }
  return bars;
}

function facetBars(name, pairs, signs, part, colours) {
  const facet = FACETS[name];
  const last = colours.length;
  const counts = tally((row) => facet.places[row], facet.size, part, last);
  const top = Math.max(1, ...counts.map((of) => of[last]));
  return pairs.map((pair, place) => (facet.totals[place]
    ? barRow(pick(pair), signs(place), counts[place].subarray(0, last), colours, counts[place][last], top) : null)).filter(Boolean);
}

function buildCharts() {
  const labels = (role, codes) => codes.map((code) => (byRole[role] && byRole[role].labels && byRole[role].labels[code]) || [code, code]);
  const charts = [];
  const fragilityColours = [...palette.fragility, palette.no_class];
  const rect = (colour) => draw('svg', { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' },
    draw('rect', { x: 4, y: 4, width: 12, height: 12, fill: colour, class: 'disc' }));
  const hasClasses = FACETS.fragility.totals.slice(0, 4).some((total) => total > 0);
  if (hasVerdicts) {
    charts.push(chart('by-verdict', () => {
      const own = [...labels('verdict', VERDICTS), words('no-verdict')];
      return facetBars('verdict', own, () => null, (row) => verdictOf[row], partColours);
    }));
  }
  if (hasClasses) {
    charts.push(chart('by-fragility', () => facetBars('fragility', [...labels('fragility', FRAGILITY), words('no-class')],
      (place) => rect(fragilityColours[place]), partOf, partColours)));
  }
  const unit = byRole.prefecture;
  if (unit && unit.kind === 'text' && unit.words.length) {
    const isByClass = hasClasses;
    charts.push(chart(isByClass ? 'by-unit-fragility' : 'by-unit', () => columnBars('prefecture', unit, MOST_UNITS,
      isByClass ? (row) => fragilityOf[row] : partOf, isByClass ? fragilityColours : partColours, (name) => zoneText('prefecture', name))));
  }
  if (mineralColumn && mineralColumn.kind === 'text' && mineralColumn.words.length) {
    const second = new Map();
    if (data.language === 'both' && byRole.mineral_zh && byRole.mineral) {
      for (let row = 0; row < count; row += 1) {
        const value = byRole.mineral_zh.value(row);
        if (value !== null && !second.has(value)) second.set(value, valueOf('mineral', row));
      }
    }
    const text = (value) => (second.get(value) && second.get(value) !== value ? value + ' ' + second.get(value) : mineralColumn.told(value));
    charts.push(chart('by-mineral', () => columnBars('mineral', mineralColumn, MOST_MINERALS, partOf, partColours, text)));
  }
  if (!charts.length || !count) { byId('charts').remove(); return; }
  const key = make('p', { class: 'chart-key' });
  const keyPairs = hasVerdicts ? [...labels('verdict', VERDICTS), words('no-verdict')] : [words('is-flagged'), words('not-flagged')];
  keyPairs.forEach((pair, at) => {
    if (!hasVerdicts || FACETS.verdict.totals[at]) key.append(make('span', { class: 'verdict' }, swatchDisc(partColours[at]), pick(pair)));
  });
  byId('charts').append(told('h2', 'charts', { id: 'charts-title' }), told('p', 'charts-hint', { class: 'note no-print' }), key,
    make('div', { class: 'chart-grid' }, ...charts));
  charts.forEach((box) => box.update());
}
