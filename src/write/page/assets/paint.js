// The ground of the map: zones by kind, a graticule, names. Painted into a picture that is larger than the map, so that
// dragging only moves it.

const RADIANS = Math.PI / 180;
const home = (data.zones.home || [73e6, 18e6, 135e6, 54e6]).map((steps) => steps / 1e6);
const middle = (home[1] + home[3]) / 2;
/** Plate carrée: degrees of longitude are as wide as they are at the middle latitude. */
const squeeze = Math.max(0.05, Math.cos(middle * RADIANS));
const origin = [(home[0] + home[2]) / 2, middle];
const worldX = (degrees) => (degrees - origin[0]) * squeeze;
const worldY = (degrees) => origin[1] - degrees;

/** Rings as they are stored, to a path in world units and its box. */
function shapeOf(rings) {
  const path = new Path2D();
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    let x = 0;
    let y = 0;
    for (let at = 0; at < ring.length; at += 2) {
      x += ring[at];
      y += ring[at + 1];
      const px = worldX(x / 1e6);
      const py = worldY(y / 1e6);
      if (px < box[0]) box[0] = px;
      if (py < box[1]) box[1] = py;
      if (px > box[2]) box[2] = px;
      if (py > box[3]) box[3] = py;
      path[at ? 'lineTo' : 'moveTo'](px, py);
    }
    path.closePath();
  }
  return { path, box };
}

const classPlace = { mild: 0, moderate: 1, severe: 2, extreme: 3 };
const zoneLayers = data.zones.kinds.map((layer) => ({
  ...layer,
  zones: layer.zones.map((zone) => ({ ...zone, ...shapeOf(zone.rings), rings: null })),
}));
data.zones.kinds = null;

/** Colours of the map that are not of a class. */
const THEMES = {
  light: {
    ground: '#eef1f2', ink: '#20282d', halo: 'rgba(255,255,255,0.85)', line: 'rgba(60,70,78,0.75)', grid: 'rgba(40,60,75,0.16)',
    zone: 0.82, casing: 'rgba(255,255,255,0.85)', cluster: '#26323a', clusterInk: '#ffffff', tick: '#5a666e',
  },
  dark: {
    ground: '#12181c', ink: '#e8edf0', halo: 'rgba(10,14,17,0.8)', line: 'rgba(10,14,17,0.9)', grid: 'rgba(190,210,225,0.14)',
    zone: 0.62, casing: 'rgba(12,16,19,0.7)', cluster: '#0c1114', clusterInk: '#f2f5f7', tick: '#9fb0bb',
  },
};

const patterns = new Map();

/** A pattern that stands still on the screen: lines at 45 or 135 degrees, lying lines, or dots. */
function pattern(context, kind, colour, step, width, ratio, casing) {
  const key = [kind, colour, step, width, ratio, casing].join('/');
  if (patterns.has(key)) return patterns.get(key);
  const size = Math.round(step * ratio);
  const tile = make('canvas', { width: size, height: size });
  const paint = tile.getContext('2d');
  const lines = (stroke, wide) => {
    paint.strokeStyle = stroke;
    paint.lineWidth = wide * ratio;
    paint.beginPath();
    for (const shift of [-size, 0, size]) {
      if (kind === 'rising') { paint.moveTo(shift, size); paint.lineTo(shift + size, 0); }
      if (kind === 'falling') { paint.moveTo(shift, 0); paint.lineTo(shift + size, size); }
      if (kind === 'level') { paint.moveTo(0, size / 2); paint.lineTo(size, size / 2); }
    }
    paint.stroke();
  };
  if (kind === 'dots') {
    paint.fillStyle = colour;
    paint.beginPath();
    paint.arc(size / 2, size / 2, width * ratio, 0, 7);
    paint.fill();
  } else {
    if (casing) lines(casing, width * 2.4);
    lines(colour, width);
  }
  const made = context.createPattern(tile, 'repeat');
  patterns.set(key, made);
  return made;
}

/** Fill and outline of a kind of zones; a class is a place in the fragility classes or a word. */
function paintLayer(context, layer, view, ratio, theme, isHidden) {
  const groups = new Map();
  const [west, north, east, south] = view.box;
  for (const zone of layer.zones) {
    const [x0, y0, x1, y1] = zone.box;
    if (x1 < west || x0 > east || y1 < north || y0 > south) continue;
    const name = layer.kind === 'prefecture' || layer.kind === 'position' ? zone.class || '' : '';
    if (!groups.has(name)) groups.set(name, new Path2D());
    groups.get(name).addPath(zone.path, view.matrix);
  }
  const stroke = (path, colour, width, dash = []) => {
    context.strokeStyle = colour;
    context.lineWidth = width * ratio;
    context.setLineDash(dash.map((length) => length * ratio));
    context.stroke(path);
    context.setLineDash([]);
  };
  context.lineJoin = 'round';
  for (const [name, path] of groups) {
    if (layer.kind === 'prefecture') {
      const place = classPlace[name];
      const isFaded = isHidden(place === undefined ? FRAGILITY.length : place);
      context.globalAlpha = isFaded ? 0.08 : theme.zone;
      context.fillStyle = place === undefined ? palette.no_class : palette.fragility[place];
      context.fill(path);
      context.globalAlpha = isFaded ? 0.35 : 1;
      if (place === undefined && !isFaded) {
        context.fillStyle = pattern(context, 'level', 'rgba(120,120,120,0.5)', 8, 0.7, ratio);
        context.fill(path);
      }
      stroke(path, theme.line, 0.8);
    } else if (layer.kind === 'position') {
      context.globalAlpha = theme.zone;
      context.fillStyle = name === 'core' ? palette.position[0] : name === 'periphery' ? palette.position[1] : palette.no_class;
      context.fill(path);
      context.globalAlpha = 1;
      stroke(path, name === 'core' ? 'rgba(74,20,134,0.8)' : 'rgba(128,120,176,0.75)', name === 'core' ? 0.9 : 0.6);
    } else if (layer.kind === 'function') {
      context.fillStyle = pattern(context, 'dots', palette.function, 10, 1.1, ratio);
      context.fill(path);
      stroke(path, palette.function, 1.2, [1.2, 2.4]);
    } else if (layer.kind === 'belt') {
      context.globalAlpha = 0.5;
      context.fillStyle = pattern(context, 'rising', palette.belt, 13, 0.7, ratio);
      context.fill(path);
      context.globalAlpha = 1;
      stroke(path, theme.casing, 3.4);
      stroke(path, view.isDark ? '#7fb2e0' : palette.belt, 1.6, [6, 3]);
    } else {
      context.fillStyle = pattern(context, 'falling', palette.redline, 7, 1.2, ratio, theme.casing);
      context.fill(path);
      stroke(path, theme.casing, 4);
      stroke(path, view.isDark ? '#ff6b6b' : palette.redline, 2);
    }
    context.globalAlpha = 1;
  }
}

/** Text that can be read on any ground. */
function haloText(context, text, x, y, ink, halo) {
  context.lineJoin = 'round';
  context.lineWidth = 3.2;
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

/** Degrees that grid lines stand at: about six on the longer side. */
function gridStep(span) {
  const steps = [20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002];
  return steps.find((step) => span / step >= 5) || 0.001;
}

const degreesText = (degrees, step, plus, minus) => {
  const digits = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;
  return Math.abs(degrees).toFixed(digits) + '°' + (degrees < 0 ? minus : plus);
};

const FONT = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC","Source Han Sans SC",sans-serif';
