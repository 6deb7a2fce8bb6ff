// The map as a part of the page: moving it, what lies under a place, gestures and keys.

let asked = 0;
let isHastyNext = false;
/** Asks for a frame; many asks are one. */
function refresh(isHasty = false) {
  isHastyNext = isHasty;
  if (!asked) asked = requestAnimationFrame(() => { asked = 0; paint(isHastyNext); });
}
const settle = later(() => refresh(), 120);

function resize() {
  const { width, height } = canvas.parentElement.getBoundingClientRect();
  if (!width || isPrinting) return;
  const isFirst = base.k === 0;
  Object.assign(view, { width, height });
  sizeCanvas();
  if (isFirst) goHome();
  refresh();
}

function sizeCanvas() {
  const ratio = ratioNow();
  canvas.width = Math.round(view.width * ratio);
  canvas.height = Math.round(view.height * ratio);
  base.isStale = true;
}

function zoom(factor, sx = view.width / 2, sy = view.height / 2) {
  const [x, y] = toWorld(sx, sy);
  view.k = Math.max(homeScale / 6, Math.min(4e5, view.k * factor));
  view.x = x - (sx - view.width / 2) / view.k;
  view.y = y - (sy - view.height / 2) / view.k;
  refresh(true);
  settle();
}

/** Brings a mine into the middle, near enough that it stands apart from a crowd. */
function centre(row) {
  view.x = px[row];
  view.y = py[row];
  if (view.k < homeScale * 3) view.k = homeScale * 3;
  for (let tries = 0; tries < 24 && view.k < 2e5; tries += 1) {
    const { crowds } = arranged();
    if (!crowds.some((crowd) => crowd.rows.includes(row))) break;
    view.k *= 1.6;
  }
  if (areas.has(row)) fit(areas.get(row).box, 90, Math.max(view.k, homeScale * 30));
  refresh();
}

/** The mine or the crowd at a place of the canvas. */
function under(sx, sy) {
  const reach = markRadius() + 5;
  let best = { row: -1, crowd: null, distance: reach };
  for (const crowd of arrangement.crowds) {
    if (Math.hypot(crowd.x - sx, crowd.y - sy) <= crowd.r + 2) return { row: -1, crowd };
  }
  for (const row of arrangement.marks) {
    const [x, y] = toScreen(px[row], py[row]);
    const distance = Math.hypot(x - sx, y - sy);
    if (distance <= best.distance) best = { row, crowd: null, distance };
  }
  if (best.row >= 0 || !areas.size) return best;
  const context = base.canvas.getContext('2d');
  const [x, y] = toWorld(sx, sy);
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  const hit = arrangement.marks.find((row) => {
    const area = areas.get(row);
    return area && x >= area.box[0] && x <= area.box[2] && y >= area.box[1] && y <= area.box[3]
      && context.isPointInPath(area.path, x, y);
  });
  context.restore();
  return { row: hit === undefined ? -1 : hit, crowd: null };
}

function choose({ row, crowd }) {
  if (row >= 0) return select(row, 'map');
  if (!crowd) return select(-1, 'map');
  const box = boxOf(crowd.rows);
  if (Math.max(box[2] - box[0], box[3] - box[1]) * 2e5 < cellSize()) return tell('select', -1, 'crowd', crowd.rows);
  fit(box, 70);
  return refresh();
}

function hover(event) {
  const [sx, sy] = placeOf(event);
  const { row, crowd } = under(sx, sy);
  canvas.classList.toggle('over', row >= 0 || crowd !== null);
  if (row < 0 && !crowd) { tip.hidden = true; return; }
  tip.replaceChildren();
  if (crowd) tip.append(make('strong', {}, say('crowd', { n: number(crowd.rows.length) })), make('div', {}, say('crowd-hint')));
  else {
    tip.append(make('strong', {}, shortened(nameOf(row)[0], 80)));
    tip.append(make('div', {}, verdictText(row)));
    if (valueOf('synthetic', row)) tip.append(make('div', { class: 'made-up' }, say('synthetic')));
  }
  tip.hidden = false;
  const wide = Math.min(tip.offsetWidth, view.width);
  tip.style.left = Math.max(4, Math.min(view.width - wide - 4, sx + 14)) + 'px';
  tip.style.top = (sy > view.height - 90 ? sy - tip.offsetHeight - 10 : sy + 14) + 'px';
}

/** Verdict and flag in words. */
function verdictText(row) {
  const verdict = byRole.verdict ? byRole.verdict.text(row) : '';
  return (verdict || say('no-verdict')) + ' · ' + say(valueOf('flagged', row) ? 'is-flagged' : 'not-flagged');
}

const placeOf = (event) => {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

const fingers = new Map();
let moved = 0;
canvas.addEventListener('pointerdown', (event) => {
  if (event.button > 0) return;
  try { canvas.setPointerCapture(event.pointerId); } catch { /* a pointer that is gone */ }
  fingers.set(event.pointerId, placeOf(event));
  if (fingers.size === 1) moved = 0;
  tip.hidden = true;
});
canvas.addEventListener('pointermove', (event) => {
  if (!fingers.has(event.pointerId)) { if (event.pointerType !== 'touch') hover(event); return; }
  const before = [...fingers.values()].map((place) => [...place]);
  const place = placeOf(event);
  const old = fingers.get(event.pointerId);
  fingers.set(event.pointerId, place);
  moved += Math.hypot(place[0] - old[0], place[1] - old[1]);
  if (fingers.size === 2) {
    const now = [...fingers.values()];
    const apart = ([a, b]) => Math.max(8, Math.hypot(a[0] - b[0], a[1] - b[1]));
    const between = ([a, b]) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const [from, to] = [between(before), between(now)];
    view.x -= (to[0] - from[0]) / view.k;
    view.y -= (to[1] - from[1]) / view.k;
    zoom(apart(now) / apart(before), to[0], to[1]);
  } else if (moved > 3) {
    view.x -= (place[0] - old[0]) / view.k;
    view.y -= (place[1] - old[1]) / view.k;
    canvas.classList.add('dragging');
    refresh(true);
  }
});
for (const name of ['pointerup', 'pointercancel']) {
  canvas.addEventListener(name, (event) => {
    if (!fingers.delete(event.pointerId)) return;
    canvas.classList.remove('dragging');
    if (name === 'pointerup' && moved <= 5 && fingers.size === 0) choose(under(...placeOf(event)));
    else settle();
  });
}
canvas.addEventListener('pointerleave', () => { tip.hidden = true; });
canvas.addEventListener('wheel', (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : event.ctrlKey ? 0.01 : 0.0018)), ...placeOf(event));
}, { passive: false });
canvas.addEventListener('dblclick', (event) => zoom(2, ...placeOf(event)));
canvas.addEventListener('keydown', (event) => {
  const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  if (steps[event.key]) {
    view.x += steps[event.key][0] / view.k;
    view.y += steps[event.key][1] / view.k;
    refresh(true);
  } else if (event.key === '+' || event.key === '=') zoom(1.5);
  else if (event.key === '-' || event.key === '_') zoom(1 / 1.5);
  else if (event.key === 'Home' || event.key === '0') goHome();
  else if (event.key === 'Escape') select(-1, 'map');
  else if (event.key === 'Enter') choose(nearest());
  else return;
  event.preventDefault();
});

/** What stands nearest to the middle. */
function nearest() {
  let best = { row: -1, crowd: null };
  let least = Infinity;
  const far = (x, y) => Math.hypot(x - view.width / 2, y - view.height / 2);
  for (const crowd of arrangement.crowds) {
    if (far(crowd.x, crowd.y) < least) { least = far(crowd.x, crowd.y); best = { row: -1, crowd }; }
  }
  for (const row of arrangement.marks) {
    const distance = far(...toScreen(px[row], py[row]));
    if (distance < least) { least = distance; best = { row, crowd: null }; }
  }
  return best;
}

/** The map as part of the page. */
function buildMap() {
  const button = (key, sign, call) => make('button', { type: 'button', 'aria-label': say(key), title: say(key), onclick: call },
    draw('svg', { viewBox: '0 0 20 20', class: 'tool', 'aria-hidden': 'true' }, draw('path', { d: sign })));
  const tools = make('div', { class: 'tools' },
    button('zoom-in', 'M10 4v12M4 10h12', () => zoom(1.6)),
    button('zoom-out', 'M4 10h12', () => zoom(1 / 1.6)),
    button('go-home', 'M3 10l7-6 7 6M5.5 8.5V16h9V8.5', goHome),
    button('fit-shown', 'M3.5 7.5v-4h4M12.500 3.5h4v4M16.500 12.500v4h-4M7.500 16.500h-4v-4M10 8.500v3M8.500 10h3', () => {
      const rows = [];
      for (let row = 0; row < count; row += 1) if (state.shown[row]) rows.push(row);
      const box = boxOf(rows);
      if (box) { fit(box, 50, Math.max(homeScale, 4e4)); refresh(); }
    }));
  canvas.setAttribute('aria-label', say('map-label', { n: number(state.shownCount), m: number(count) }));
  const box = make('div', { class: 'map-box' }, canvas, tip, tools, panel);
  const text = told('p', 'map-text', { id: 'map-text', class: 'note no-print' });
  const exact = data.zones.off_m > 0 ? label(make('p', { class: 'note' }), filled('simplified', { m: metres(data.zones.off_m) })) : '';
  byId('map').append(
    told('h2', 'map', { id: 'map-title' }),
    make('div', { class: 'map-grid' }, legend, box),
    text,
    exact,
  );
  new ResizeObserver(resize).observe(box);
  dark.addEventListener('change', () => { base.isStale = true; patterns.clear(); refresh(); });
  listen('filter', () => {
    base.isStale = true;
    canvas.setAttribute('aria-label', say('map-label', { n: number(state.shownCount), m: number(count) }));
    refresh();
  });
  listen('layers', () => { base.isStale = true; refresh(); });
  listen('select', (row, from) => { if (row >= 0 && from !== 'map') centre(row); refresh(); });
}
