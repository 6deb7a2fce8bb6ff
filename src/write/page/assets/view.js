// The view of the map: what part of the world is shown, which marks lie in it, and the picture of the ground.

/** A cell of the screen with more marks than this shows their number. */
const CROWD = 14;
/** Cells are larger where there are many mines, so that their crowds leave the ground to be seen. */
const cellSize = () => (state.shownCount > 5000 ? 76 : 46);
const MARGIN = 0.3;

const canvas = make('canvas', { id: 'canvas', tabindex: '0', role: 'application', 'aria-describedby': 'map-text' });
const tip = make('div', { class: 'tip', hidden: true, role: 'status' });
const view = { x: 0, y: 0, k: 1, width: 800, height: 560 };
const base = { canvas: make('canvas'), x: 0, y: 0, k: 0, isStale: true };
const times = { frames: 0, ground: 0, marks: 0 };
let isPrinting = false;
let printRatio = 0;

const ratioNow = () => printRatio || Math.min(3, devicePixelRatio || 1);
const isDarkNow = () => dark.matches && !isPrinting;
const themeNow = () => THEMES[isDarkNow() ? 'dark' : 'light'];
const px = new Float64Array(count);
const py = new Float64Array(count);
for (let row = 0; row < count; row += 1) {
  px[row] = worldX(lon[row]);
  py[row] = worldY(lat[row]);
}
const areas = new Map(mines.areas.map(([row, rings]) => [row, shapeOf(rings)]));
mines.areas = null;

/** Flagged and strict marks lie on top. */
const drawOrder = Uint32Array.from({ length: count }, (_, row) => row);
{
  const top = [6, 5, 3, 1, 0, 2, -1];
  const weight = Float32Array.from(drawOrder, (row) => (basisOf[row] === 6 ? 0 : 10) + top[verdictOf[row]]);
  drawOrder.sort((a, b) => weight[a] - weight[b] || b - a);
}

const toScreen = (x, y) => [(x - view.x) * view.k + view.width / 2, (y - view.y) * view.k + view.height / 2];
const toWorld = (sx, sy) => [(sx - view.width / 2) / view.k + view.x, (sy - view.height / 2) / view.k + view.y];
let homeScale = 1;

function fit([x0, y0, x1, y1], padding = 28, most = Infinity) {
  const across = Math.max(1e-9, x1 - x0);
  const down = Math.max(1e-9, y1 - y0);
  view.x = (x0 + x1) / 2;
  view.y = (y0 + y1) / 2;
  view.k = Math.min((view.width - 2 * padding) / across, (view.height - 2 * padding) / down, most, 4e5);
}

const homeBox = () => [worldX(home[0]), worldY(home[3]), worldX(home[2]), worldY(home[1])];

function goHome() {
  fit(homeBox());
  homeScale = view.k;
  refresh();
}

/** The box of some rows in world units; null without any. */
function boxOf(rows) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const row of rows) {
    const [x0, y0, x1, y1] = areas.has(row) ? areas.get(row).box : [px[row], py[row], px[row], py[row]];
    box[0] = Math.min(box[0], x0); box[1] = Math.min(box[1], y0);
    box[2] = Math.max(box[2], x1); box[3] = Math.max(box[3], y1);
  }
  return box[0] <= box[2] ? box : null;
}

/** Paints the ground around the view into its picture. */
function paintGround() {
  const start = performance.now();
  const ratio = ratioNow();
  const theme = themeNow();
  const wide = view.width * (1 + 2 * MARGIN);
  const high = view.height * (1 + 2 * MARGIN);
  base.canvas.width = Math.round(wide * ratio);
  base.canvas.height = Math.round(high * ratio);
  Object.assign(base, { x: view.x, y: view.y, k: view.k, wide, high, isStale: false });
  const context = base.canvas.getContext('2d');
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, base.canvas.width, base.canvas.height);
  const scale = view.k * ratio;
  const half = [wide / 2 / view.k, high / 2 / view.k];
  const ground = {
    matrix: new DOMMatrix([scale, 0, 0, scale, base.canvas.width / 2 - view.x * scale, base.canvas.height / 2 - view.y * scale]),
    box: [view.x - half[0], view.y - half[1], view.x + half[0], view.y + half[1]],
    isDark: isDarkNow(),
  };
  const hidden = FACETS.fragility.hidden;
  for (const kind of ['prefecture', 'position', 'function', 'belt', 'redline']) {
    const layer = zoneLayers.find((known) => known.kind === kind);
    if (layer && !state.hiddenLayers.has(kind)) {
      paintLayer(context, layer, ground, ratio, theme, (place) => kind === 'prefecture' && hidden[place] === 1);
    }
  }
  times.ground = performance.now() - start;
}

/** Marks and crowds of the shown mines that lie in the view. */
function arranged() {
  const { width, height, k } = view;
  const near = 24;
  const size = cellSize();
  const marks = [];
  const cells = new Map();
  const isClose = k > 1.2e5;
  for (let at = 0; at < count; at += 1) {
    const row = drawOrder[at];
    if (!state.shown[row]) continue;
    const x = (px[row] - view.x) * k + width / 2;
    const y = (py[row] - view.y) * k + height / 2;
    if (x < -near || y < -near || x > width + near || y > height + near) continue;
    // Cells stand still on the ground, so that dragging does not deal them out anew.
    const down = Math.floor((py[row] * k) / size);
    // Every other line is shifted by a half.
    const cell = Math.floor((px[row] * k) / size + (down & 1) / 2) * 1e7 + down;
    let crowd = cells.get(cell);
    if (!crowd) cells.set(cell, (crowd = { rows: [], x: 0, y: 0 }));
    crowd.rows.push(row);
    crowd.x += x;
    crowd.y += y;
  }
  const crowds = [];
  for (const crowd of cells.values()) {
    if (crowd.rows.length > CROWD && !isClose) {
      crowd.x /= crowd.rows.length;
      crowd.y /= crowd.rows.length;
      crowd.r = Math.min(21, 11 + 2.2 * Math.log2(crowd.rows.length / CROWD + 1));
      crowds.push(crowd);
    } else marks.push(...crowd.rows);
  }
  marks.sort((a, b) => rankOfRow[a] - rankOfRow[b]);
  return { marks, crowds };
}
const rankOfRow = new Uint32Array(count);
drawOrder.forEach((row, rank) => { rankOfRow[row] = rank; });

let arrangement = { marks: [], crowds: [] };
const markRadius = () => Math.max(4.2, Math.min(7, 4.6 * (view.k / homeScale) ** 0.25));

