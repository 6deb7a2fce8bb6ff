// The legend, which is the filter as well: every entry is a switch.

const legend = make('div', { class: 'legend', id: 'legend' });
const LAYER_KEYS = { prefecture: 'prefectures', belt: 'belts', redline: 'redlines', position: 'positions', function: 'functions' };

/** A switch with a sign, a text and a number. */
function entry(sign, pair, total, isOn, flip) {
  const button = make('button', { type: 'button', class: 'entry', 'aria-pressed': String(isOn()) }, sign,
    label(make('span', { class: 'entry-text' }), pair), make('span', { class: 'entry-count' }, total === null ? '' : number(total)));
  button.addEventListener('click', flip);
  button.update = () => button.setAttribute('aria-pressed', String(isOn()));
  return button;
}

function group(key, entries) {
  const given = entries.filter(Boolean);
  if (!given.length) return null;
  const box = make('div', { class: 'legend-group', role: 'group', 'aria-label': say(key) }, told('h3', key), ...given);
  listen('filter', () => given.forEach((button) => button.update()));
  listen('layers', () => given.forEach((button) => button.update()));
  return box;
}

/** A square that shows how a kind of zones is painted. */
function swatch(kind, colour) {
  const ratio = 2;
  const icon = make('canvas', { width: 22 * ratio, height: 16 * ratio, class: 'icon', 'aria-hidden': 'true' });
  const paintSwatch = () => {
    const context = icon.getContext('2d');
    context.clearRect(0, 0, 44, 32);
    const zone = { box: [1, 1, 21, 15], path: new Path2D(), class: colour };
    zone.path.rect(1, 1, 20, 14);
    const view = { box: [0, 0, 22, 16], matrix: new DOMMatrix([ratio, 0, 0, ratio, 0, 0]), isDark: dark.matches };
    paintLayer(context, { kind, zones: [zone] }, view, ratio, THEMES[dark.matches ? 'dark' : 'light'], () => false);
  };
  paintSwatch();
  dark.addEventListener('change', paintSwatch);
  return icon;
}

function facetEntry(name, place, sign, pair) {
  const facet = FACETS[name];
  const button = entry(sign, pair, facet.totals[place], () => !facet.hidden[place], () => toggle(name, place));
  button.dataset.filter = name + ':' + (facet.codes[place] || 'none');
  return button;
}

function layerEntry(kind, sign, pair, total) {
  return entry(sign, pair, total, () => !state.hiddenLayers.has(kind), () => {
    if (!state.hiddenLayers.delete(kind)) state.hiddenLayers.add(kind);
    tell('layers');
  });
}

function buildLegend() {
  const labelsOf = (role, code) => (byRole[role] && byRole[role].labels && byRole[role].labels[code]) || [code, code];
  const verdicts = [...VERDICTS.map((code, place) => (FACETS.verdict.totals[place]
    ? facetEntry('verdict', place, swatchDisc(verdictColours[place]), labelsOf('verdict', code)) : null)),
  FACETS.verdict.totals[6] ? facetEntry('verdict', 6, swatchDisc(palette.no_verdict), words('no-verdict')) : null];
  const basesShown = BASES.map((code, place) => (FACETS.basis.totals[place]
    ? facetEntry('basis', place, markIcon(code, code === 'unflagged' ? palette.no_verdict : '#5c6770'), words('shape-' + code)) : null));
  const hasUnits = zoneLayers.some((layer) => layer.kind === 'prefecture');
  const classesShown = FACETS.fragility.totals.slice(0, 4).some((total) => total > 0) ? [
    ...FRAGILITY.map((code, place) => facetEntry('fragility', place, swatch('prefecture', code), labelsOf('fragility', code))),
    facetEntry('fragility', 4, swatch('prefecture', ''), words('no-class')),
  ] : [];
  const layers = ['redline', 'belt', 'position', 'function', 'prefecture'].map((kind) => {
    const layer = zoneLayers.find((known) => known.kind === kind);
    const sign = swatch(kind, kind === 'position' ? 'core' : kind === 'prefecture' && classesShown.length ? 'moderate' : '');
    return layer ? layerEntry(kind, sign, layer.title, layer.zones.length) : null;
  });
  layers.unshift(count ? layerEntry('mines', markIcon('core', '#5c6770'), words('mines'), count) : null);
  const shown = make('p', { class: 'shown', 'aria-live': 'polite' });
  const reset = told('button', 'show-all', { type: 'button', class: 'plain', onclick: showAll });
  const update = () => {
    shownCounts(shown);
    reset.disabled = !isFiltered();
  };
  listen('filter', update);
  update();
  const groups = make('div', { class: 'legend-groups' },
    group('legend-verdict', verdicts), group('legend-basis', basesShown), hasUnits ? group('legend-fragility', classesShown) : null,
    group('legend-layers', layers));
  const folded = make('details', { class: 'legend-fold' }, make('summary', {}, told('span', 'legend')), groups);
  folded.open = matchMedia('(min-width: 760px)').matches;
  legend.append(make('div', { class: 'shown-line' }, shown, reset), folded);
}

/** A disc of a colour. */
function swatchDisc(colour) {
  return draw('svg', { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' },
    draw('circle', { cx: 10, cy: 10, r: 6, fill: colour, class: 'disc' }));
}
