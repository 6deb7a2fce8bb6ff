// The columns of the mines, unpacked where they are asked for; and what is asked for most.

const mines = data.mines;
const count = mines.count;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digitOf = new Uint8Array(128);
for (let at = 0; at < DIGITS.length; at += 1) digitOf[DIGITS.charCodeAt(at)] = at;

/** Numbers of texts, 0 for none, from their digits. */
function unpacked(column) {
  const { at, width } = column;
  const codes = new Uint32Array(count);
  for (let row = 0, place = 0; row < count; row += 1) {
    let code = 0;
    for (let digit = 0; digit < width; digit += 1, place += 1) code = code * 64 + digitOf[at.charCodeAt(place)];
    codes[row] = code;
  }
  return codes;
}

/** A column of the mines: its value for a row, what people read of it, ranks to sort by. */
class Column {
  constructor(given, index) {
    Object.assign(this, given);
    this.index = index;
    this.kind = given.words ? 'text' : given.numbers ? 'number' : 'boolean';
  }

  get codes() {
    this.unpacked = this.unpacked || unpacked(this);
    return this.unpacked;
  }

  /** Text, number, boolean, or null. */
  value(row) {
    if (this.kind === 'text') {
      const code = this.codes[row];
      return code === 0 ? null : this.words[code - 1];
    }
    if (this.kind === 'number') return this.numbers[row];
    const digit = this.booleans.charCodeAt(row);
    return digit === 45 ? null : digit === 49;
  }

  /** What people read; empty for no value. */
  text(row) {
    const value = this.value(row);
    return value === null ? '' : this.told(value);
  }

  /** What people read of a value. */
  told(value) {
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
    if (typeof value === 'number') return Number.isInteger(value) ? String(value) : number(value, 6);
    if (labelOf(this.labels, value)) return pick(this.labels[value]);
    if (this.role === 'clauses') return value.split(';').join('; ');
    if (this.role === 'flag_basis') return basisText(value);
    if (this.role in zoneColumns) return zoneTexts(zoneColumns[this.role], value);
    if (this.role === 'margin_of') {
      const at = value.indexOf(':');
      const kind = value.slice(0, at);
      return at < 0 ? value : say('kind-' + kind) + '：' + zoneText(kind, value.slice(at + 1));
    }
    return value;
  }

  /** A rank for each row: rows without a value get the highest. */
  ranks() {
    const ranks = new Float64Array(count);
    if (this.kind === 'text') {
      const order = this.words.map((_, word) => word);
      const known = this.labels ? Object.keys(ORDER[this.role] || this.labels) : [];
      const place = (word) => (known.includes(word) ? known.indexOf(word) : known.length);
      const texts = this.words.map((word) => this.told(word));
      order.sort((a, b) => place(this.words[a]) - place(this.words[b]) || collator.compare(texts[a], texts[b]));
      const rankOf = new Float64Array(this.words.length + 1).fill(Infinity);
      order.forEach((word, rank) => { rankOf[word + 1] = rank; });
      for (let row = 0; row < count; row += 1) ranks[row] = rankOf[this.codes[row]];
    } else {
      for (let row = 0; row < count; row += 1) {
        const value = this.value(row);
        ranks[row] = value === null ? Infinity : Number(value);
      }
    }
    return ranks;
  }
}

/** Codes that have an order of their own, strictest first. */
const VERDICTS = ['prohibited', 'exit', 'restricted', 'conditional', 'allowed', 'review'];
const STRICTNESS = ['prohibited', 'exit', 'restricted', 'review', 'conditional', 'allowed'];
const FRAGILITY = ['mild', 'moderate', 'severe', 'extreme'];
const ordered = (codes) => Object.fromEntries(codes.map((code) => [code, true]));
const ORDER = { verdict: ordered(STRICTNESS), fragility: ordered([...FRAGILITY].reverse()) };

/** Columns that hold names of zones, with the kind of the zones. */
const zoneColumns = {
  prefecture: 'prefecture', belts: 'belt', redlines: 'redline', functions: 'function', redline_near: 'redline', periphery_to: 'position',
};
const zoneNames = {};
for (const layer of data.zones.kinds) {
  const names = (zoneNames[layer.kind] = new Map());
  for (const zone of layer.zones) if (zone.zh) names.set(zone.name, zone.zh);
}

/** The name of a zone: where the layer has a Chinese one beside it, that one. */
function zoneText(kind, name) {
  const chinese = data.language !== 'en' && zoneNames[kind] && zoneNames[kind].get(name);
  if (!chinese) return name;
  return data.language === 'both' ? chinese + ' ' + name : chinese;
}

/** Names that are joined by ; */
const zoneTexts = (kind, names) => names.split(';').map((name) => zoneText(kind, name)).join(data.language === 'en' ? '; ' : '；');

function basisText(basis) {
  return basis.split(';').map((part) => (labelOf(data.words, 'basis-' + part) ? say('basis-' + part) : part))
    .join(data.language === 'en' ? '; ' : '；');
}

const columns = mines.columns.map((given, index) => new Column(given, index));
const byRole = {};
for (const column of columns) if (column.role && !byRole[column.role]) byRole[column.role] = column;

/** The value of a column by its role; null where there is no such column. */
const valueOf = (role, row) => (byRole[role] ? byRole[role].value(row) : null);

/** Longitude and latitude in degrees. */
const lon = new Float64Array(count);
const lat = new Float64Array(count);
for (let row = 0, x = 0, y = 0; row < count; row += 1) {
  x += mines.x[row];
  y += mines.y[row];
  lon[row] = x / 1e6;
  lat[row] = y / 1e6;
}

/** A small number for each row: the place of its code in a list; the length of the list for none of them. */
function classes(role, codes) {
  const column = byRole[role];
  const places = new Uint8Array(count).fill(codes.length);
  if (!column || column.kind !== 'text') return places;
  const placeOf = [codes.length, ...column.words.map((word) => {
    const place = codes.indexOf(word);
    return place < 0 ? codes.length : place;
  })];
  for (let row = 0; row < count; row += 1) places[row] = placeOf[column.codes[row]];
  return places;
}

/** What made the flag, as the shape of a mark tells it. */
const BASES = ['several', 'extreme', 'severe', 'redline', 'core', 'rule', 'unflagged'];
function bases() {
  const places = new Uint8Array(count).fill(6);
  const basis = byRole.flag_basis;
  const known = new Map([['fragility:extreme', 1], ['fragility:severe', 2], ['redline', 3], ['position:core', 4]]);
  const of = basis && basis.kind === 'text'
    ? [5, ...basis.words.map((word) => (word.includes(';') ? 0 : known.get(word) || 5))] : [5];
  for (let row = 0; row < count; row += 1) {
    if (valueOf('flagged', row)) places[row] = of[basis && basis.kind === 'text' ? basis.codes[row] : 0];
  }
  return places;
}

const verdictOf = classes('verdict', VERDICTS);
const fragilityOf = classes('fragility', FRAGILITY);
const basisOf = bases();

/** The name of a mine, and a second one where the source has names in two languages. */
function nameOf(row) {
  const chinese = valueOf('name_zh', row);
  const plain = valueOf('name', row);
  const names = [chinese, plain].filter((name) => name !== null && name !== '').map(String);
  if (data.language !== 'both') names.splice(1);
  return names.length ? names : [String(valueOf('mine_id', row))];
}

/** The mineral of a mine, in Chinese where the source has it. */
const mineralColumn = byRole.mineral_zh || byRole.mineral;
function mineralOf(row) {
  const texts = [valueOf('mineral_zh', row), valueOf('mineral', row)].filter((text) => text !== null && text !== '');
  return data.language === 'both' ? [...new Set(texts)].join(' ') : String(texts[0] === undefined ? '' : texts[0]);
}

/** Of one mine: the parts that lie in zones. */
const piecesOf = new Map();
mines.pieces.mine.forEach((row, at) => {
  if (!piecesOf.has(row)) piecesOf.set(row, []);
  piecesOf.get(row).push(at);
});
