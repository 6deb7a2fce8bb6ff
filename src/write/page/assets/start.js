// Puts the parts on the page, and makes it ready for paper.

buildHead();
buildLegend();
buildPanel();
buildMap();
buildTable();
buildCharts();
buildSections();
resize();

// What a search needs, made while nothing else is to do.
const waiting = columns.filter((column) => column.kind === 'text');
const idly = window.requestIdleCallback || ((call) => setTimeout(call, 50));
const prepare = () => {
  if (waiting.length) { searchable(waiting.pop()); idly(prepare); }
};
idly(prepare);

/** Sizes of the map on paper, in pixels of a screen. */
const PAPER = { width: 1000, height: 620 };
let kept = null;

addEventListener('beforeprint', () => {
  if (kept) return;
  const folds = [...document.querySelectorAll('details')].filter((fold) => !fold.classList.contains('choice'));
  kept = { view: { ...view }, folds: folds.map((fold) => [fold, fold.open]) };
  folds.forEach((fold) => { fold.open = true; });
  isPrinting = true;
  printRatio = 2;
  view.k *= Math.min(PAPER.width / view.width, PAPER.height / view.height);
  Object.assign(view, PAPER);
  sizeCanvas();
  paint();
  printRows();
});

addEventListener('afterprint', () => {
  if (!kept) return;
  Object.assign(view, kept.view);
  kept.folds.forEach(([fold, open]) => { fold.open = open; });
  kept = null;
  isPrinting = false;
  printRatio = 0;
  sizeCanvas();
  refresh();
  renderRows(true);
});

// Read-only: where things are, for tests and for the curious.
window.oreline = Object.freeze({
  count,
  project: (longitude, latitude) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = toScreen(worldX(longitude), worldY(latitude));
    return [x + box.left, y + box.top];
  },
  at: (x, y) => {
    const box = canvas.getBoundingClientRect();
    return under(x - box.left, y - box.top).row;
  },
  shown: () => state.shownCount,
  selected: () => state.selected,
  isSettled: () => asked === 0 && !base.isStale,
  times: () => ({ ...times }),
});
