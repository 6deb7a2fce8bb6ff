// The marks of mines: the shape tells why a mine is flagged, the colour its verdict, as in the styles for QGIS.

const palette = data.colours;
const verdictColours = [...palette.verdict, palette.no_verdict];

/** Outlines of the shapes around 0, 0 with a radius of about 1. */
function shapePath(shape, path, x, y, r) {
  const corners = (...places) => {
    places.forEach(([dx, dy], at) => path[at ? 'lineTo' : 'moveTo'](x + dx * r, y + dy * r));
    path.closePath();
  };
  switch (shape) {
    case 'several': {
      const star = [];
      for (let at = 0; at < 10; at += 1) {
        const angle = (at * Math.PI) / 5 - Math.PI / 2;
        const reach = at % 2 ? 0.58 : 1.38;
        star.push([Math.cos(angle) * reach, Math.sin(angle) * reach]);
      }
      return corners(...star);
    }
    case 'extreme': case 'severe': return corners([0, -1.15], [1.1, 0.85], [-1.1, 0.85]);
    case 'redline': return corners([0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]);
    case 'core': return path.arc(x, y, r, 0, 7);
    case 'rule': return corners([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]);
    default: return path.arc(x, y, r * 0.62, 0, 7);
  }
}

/** Paints one mark. `paper` is the colour of its halo, `ink` of its outline. */
function paintMark(context, shape, colour, x, y, r, paper = '#fff', ink = '#000') {
  context.save();
  context.lineJoin = 'round';
  context.beginPath();
  shapePath(shape, context, x, y, r);
  context.lineWidth = Math.max(1.6, r * 0.55);
  context.strokeStyle = paper;
  context.stroke();
  const isPale = shape === 'unflagged' && colour === palette.no_verdict;
  context.fillStyle = shape === 'severe' ? '#fff' : isPale ? '#9aa5ad' : colour;
  context.fill();
  context.lineWidth = Math.max(0.7, r * 0.14);
  context.strokeStyle = shape === 'unflagged' ? '#4a545b' : ink;
  if (shape === 'severe') {
    context.save();
    context.clip();
    context.fillStyle = colour;
    context.fillRect(x - 2 * r, y - 2 * r, 2 * r, 4 * r);
    // Where the colour is white too, the line tells the half from the whole.
    context.fillStyle = ink;
    context.fillRect(x - r * 0.07, y - 2 * r, r * 0.14, 4 * r);
    context.restore();
  }
  context.stroke();
  if (shape === 'redline' || shape === 'core') {
    context.beginPath();
    context.strokeStyle = '#fff';
    context.lineWidth = Math.max(1, r * 0.26);
    if (shape === 'redline') {
      context.moveTo(x - r * 0.5, y); context.lineTo(x + r * 0.5, y);
      context.moveTo(x, y - r * 0.5); context.lineTo(x, y + r * 0.5);
      context.stroke();
    } else {
      context.arc(x, y, r * 0.34, 0, 7);
      context.fillStyle = '#fff';
      context.fill();
    }
  }
  context.restore();
}

const sprites = new Map();

/** A mark as a picture, painted once for each shape, colour and size. */
function sprite(basis, verdict, r, ratio) {
  const key = basis + '/' + verdict + '/' + r + '/' + ratio;
  let picture = sprites.get(key);
  if (!picture) {
    const size = Math.ceil(r * 4 * ratio);
    picture = make('canvas', { width: size, height: size });
    const context = picture.getContext('2d');
    context.scale(ratio, ratio);
    paintMark(context, BASES[basis], verdictColours[verdict], size / ratio / 2, size / ratio / 2, r);
    sprites.set(key, picture);
  }
  return picture;
}

/** A mark for a legend. */
function markIcon(shape, colour) {
  const ratio = Math.min(3, Math.max(2, devicePixelRatio || 1));
  const icon = make('canvas', { width: 20 * ratio, height: 20 * ratio, class: 'icon', 'aria-hidden': 'true' });
  const context = icon.getContext('2d');
  context.scale(ratio, ratio);
  paintMark(context, shape, colour, 10, 10, 6);
  return icon;
}
