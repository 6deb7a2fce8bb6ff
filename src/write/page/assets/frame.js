// One frame of the map: areas, marks and crowds of mines, names, grid and scale over the picture of the ground.

function paintAreas(context, theme, marks) {
  const drawn = new Set();
  for (const row of marks) {
    const area = areas.get(row);
    if (!area || Math.max(area.box[2] - area.box[0], area.box[3] - area.box[1]) * view.k < 14) continue;
    const [x, y] = toScreen(0, 0);
    const path = new Path2D();
    path.addPath(area.path, new DOMMatrix([view.k, 0, 0, view.k, x, y]));
    context.globalAlpha = 0.45;
    context.fillStyle = verdictColours[verdictOf[row]];
    context.fill(path);
    context.globalAlpha = 1;
    context.lineJoin = 'round';
    context.strokeStyle = theme.casing;
    context.lineWidth = 3;
    context.stroke(path);
    context.strokeStyle = theme.ink;
    context.lineWidth = row === state.selected ? 2.4 : 1.2;
    context.stroke(path);
    drawn.add(row);
  }
  return drawn;
}

function paintCrowd(context, theme, { rows, x, y, r }) {
  const parts = new Uint32Array(VERDICTS.length + 1);
  for (const row of rows) parts[verdictOf[row]] += 1;
  context.beginPath();
  context.arc(x, y, r + 1.5, 0, 7);
  context.fillStyle = 'rgba(0,0,0,0.72)';
  context.fill();
  let angle = -Math.PI / 2;
  parts.forEach((part, verdict) => {
    if (!part) return;
    const end = angle + (part / rows.length) * 2 * Math.PI;
    context.beginPath();
    context.moveTo(x, y);
    context.arc(x, y, r, angle, end);
    context.closePath();
    context.fillStyle = verdict === VERDICTS.length ? '#8b969e' : verdictColours[verdict];
    context.fill();
    angle = end;
  });
  context.beginPath();
  context.arc(x, y, r - 4.5, 0, 7);
  context.fillStyle = theme.cluster;
  context.fill();
  context.fillStyle = theme.clusterInk;
  context.font = '600 ' + (rows.length > 999 ? 9.5 : 11) + 'px ' + FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const text = rows.length > 9999 ? Math.round(rows.length / 1000) + 'k' : String(rows.length);
  context.fillText(text, x, y + 0.5);
}

function paintMines(context, theme) {
  arrangement = arranged();
  const { marks, crowds } = arrangement;
  const r = Math.round(markRadius() * 4) / 4;
  const ratio = ratioNow();
  paintAreas(context, theme, marks);
  for (const row of marks) {
    const picture = sprite(basisOf[row], verdictOf[row], r, ratio);
    const [x, y] = toScreen(px[row], py[row]);
    const size = picture.width / ratio;
    context.drawImage(picture, x - size / 2, y - size / 2, size, size);
    if (marks.length < 800) paintDoubts(context, theme, row, x, y, r);
  }
  for (const crowd of crowds) paintCrowd(context, theme, crowd);
  if (marks.length && marks.length <= 45 && view.k > homeScale * 2.5) nameMarks(context, theme, marks, r);
  if (state.selected >= 0 && !state.hiddenLayers.has('mines')) {
    const [x, y] = toScreen(px[state.selected], py[state.selected]);
    context.beginPath();
    context.arc(x, y, r + 6, 0, 7);
    context.strokeStyle = theme.halo;
    context.lineWidth = 5;
    context.stroke();
    context.strokeStyle = isDarkNow() ? '#5cc8ff' : '#0067b8';
    context.lineWidth = 2.4;
    context.stroke();
  }
}

/** A dotted ring for a mine on a border, a dashed square for a flag that does not stand fast. */
function paintDoubts(context, theme, row, x, y, r) {
  const isTie = valueOf('tie', row) === true;
  const isUnstable = valueOf('stable', row) === false;
  if (!isTie && !isUnstable) return;
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.1;
  context.setLineDash(isTie ? [1.2, 2.2] : [3.5, 2.2]);
  context.beginPath();
  if (isTie) context.arc(x, y, r + 4, 0, 7);
  if (isUnstable) context.rect(x - r - 4, y - r - 4, 2 * r + 8, 2 * r + 8);
  context.stroke();
  context.setLineDash([]);
}

/** Names beside marks, where they do not lie on each other. */
function nameMarks(context, theme, marks, r) {
  const taken = [];
  context.font = '500 11.5px ' + FONT;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (let at = marks.length - 1; at >= 0; at -= 1) {
    const row = marks[at];
    const text = shortened(nameOf(row)[0].replace(/\s+/g, ' '), 24);
    const [x, y] = toScreen(px[row], py[row]);
    const box = [x + r + 3, y - 8, x + r + 6 + context.measureText(text).width, y + 8];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    haloText(context, text, box[0], y, theme.ink, theme.halo);
  }
}

function nameUnits(context, theme) {
  const units = zoneLayers.find((layer) => layer.kind === 'prefecture');
  if (!units || state.hiddenLayers.has('prefecture')) return;
  context.font = '600 12px ' + FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const taken = arrangement.crowds.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]);
  const meets = (box) => taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  for (const zone of units.zones) {
    if (!zone.at) continue;
    const name = data.language === 'en' ? zone.name : zone.zh || zone.name;
    const text = shortened(name, 18);
    const across = context.measureText(text).width;
    if ((zone.box[2] - zone.box[0]) * view.k < across * 1.1) continue;
    const [x, y] = toScreen(worldX(zone.at[0] / 1e6), worldY(zone.at[1] / 1e6));
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    const spots = [0, -22, 22, -40, 40].map((shift) => [x - across / 2 - 2, y + shift - 8, x + across / 2 + 2, y + shift + 8]);
    const box = spots.find((spot) => !meets(spot));
    if (!box) continue;
    taken.push(box);
    haloText(context, text, x, (box[1] + box[3]) / 2, theme.ink, theme.halo);
  }
}

/** Grid lines with their degrees, a frame, a scale bar. */
function paintFrame(context, theme) {
  const { width, height } = view;
  const [west, north] = toWorld(0, 0);
  const [east, south] = toWorld(width, height);
  const step = gridStep(Math.max((east - west) / squeeze, south - north));
  context.strokeStyle = theme.grid;
  context.lineWidth = 1;
  context.font = '10px ' + FONT;
  const ticks = [];
  context.beginPath();
  const first = Math.ceil((west / squeeze + origin[0]) / step);
  for (let at = first; at * step < east / squeeze + origin[0]; at += 1) {
    const x = Math.round(toScreen(worldX(at * step), 0)[0]) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, height);
    if (x > 60 && x < width - 40) ticks.push([degreesText(at * step, step, 'E', 'W'), x, 9, 'center']);
  }
  for (let at = Math.ceil((origin[1] - south) / step); at * step < origin[1] - north; at += 1) {
    const y = Math.round(toScreen(0, worldY(at * step))[1]) + 0.5;
    context.moveTo(0, y);
    context.lineTo(width, y);
    if (y > 196 && y < height - 60) ticks.push([degreesText(at * step, step, 'N', 'S'), 5, y - 7, 'left']);
  }
  context.stroke();
  context.textBaseline = 'middle';
  for (const [text, x, y, align] of ticks) {
    context.textAlign = align;
    haloText(context, text, x, y, theme.tick, theme.halo);
  }
  paintScale(context, theme);
}

function paintScale(context, theme) {
  const latitude = Math.max(-85, Math.min(85, origin[1] - view.y));
  // One degree of the equator of CGCS2000 is 111.31949 km.
  const kmPerPixel = (111.31949 * Math.cos(latitude * RADIANS)) / squeeze / view.k;
  const most = Math.min(140, view.width / 3) * kmPerPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((times) => times * power).find((length) => length <= most);
  const length = km / kmPerPixel;
  const x = 14;
  const y = view.height - 16;
  for (const [colour, width] of [[theme.halo, 6], [theme.ink, 1.6]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x, y - 5); context.lineTo(x, y); context.lineTo(x + length, y); context.lineTo(x + length, y - 5);
    context.stroke();
  }
  context.font = '600 11px ' + FONT;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  haloText(context, km >= 1 ? km + ' km' : Math.round(km * 1000) + ' m', x + 4, y - 6, theme.ink, theme.halo);
}

/** One frame. The ground is painted anew where the picture of it no longer covers the view. */
function paint(isHasty = false) {
  const start = performance.now();
  const ratio = ratioNow();
  const scale = view.k / base.k;
  const off = [(base.x - view.x) * view.k, (base.y - view.y) * view.k];
  const isCovered = Math.abs(off[0]) <= (base.wide * scale - view.width) / 2 + 1
    && Math.abs(off[1]) <= (base.high * scale - view.height) / 2 + 1;
  const isSame = Math.abs(scale - 1) < 1e-9;
  if (base.isStale || !base.wide || (!isHasty && !isSame) || (isSame && !isCovered)) {
    paintGround();
    return paint(isHasty);
  }
  const context = canvas.getContext('2d');
  const theme = themeNow();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, view.width, view.height);
  // A page that is printed replays what is painted, also what lies outside of the canvas.
  context.save();
  context.beginPath();
  context.rect(0, 0, view.width, view.height);
  context.clip();
  const wide = base.wide * scale;
  const high = base.high * scale;
  context.drawImage(base.canvas, view.width / 2 + off[0] - wide / 2, view.height / 2 + off[1] - high / 2, wide, high);
  arrangement = { marks: [], crowds: [] };
  if (!state.hiddenLayers.has('mines')) paintMines(context, theme);
  if (!isHasty || isSame) nameUnits(context, theme);
  paintFrame(context, theme);
  context.restore();
  times.marks = performance.now() - start;
  times.frames += 1;
}

