/** Drawing a small piece of the earth on a plane. */

/** @typedef {[number, number]} Point to the right and downwards */

/** Cells in each direction in which a point inside is looked for, and how often anew around the best. */
const CELLS = 12;
const ROUNDS = 3;

/**
 * Degrees on a plane on which both directions have one scale: equirectangular, true in the middle.
 * @param {import('./borders.js').Borders} borders
 * @param {string[]} codes of the units that are wanted
 */
export function projected(borders, codes) {
  const wanted = codes.map((code) => borders.get(code) ?? []);
  const [west, east, south, north] = bounds(wanted.flat(3));
  const narrow = Math.cos(((south + north) / 2) * (Math.PI / 180));
  /** @type {Map<string, Point[][][]>} */
  const polygons = new Map(codes.map((code, i) => [code, wanted[i].map((polygon) =>
    polygon.map((ring) => ring.map(([x, y]) => /** @type {Point} */ ([(x - west) * narrow, north - y]))))]));
  return { polygons, width: (east - west) * narrow, height: north - south };
}

/** @param {Point[]} points @returns {[number, number, number, number]} least and most to the right, and downwards */
function bounds(points) {
  return points.reduce(([left, right, top, bottom], [x, y]) =>
    [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)], [Infinity, -Infinity, Infinity, -Infinity]);
}

/**
 * A point well inside of the largest polygon: of those of a grid the one that is farthest from the border, and then of a finer one
 * around it.
 * @param {Point[][][]} polygons
 * @returns {Point}
 */
export function inside(polygons) {
  const [largest] = [...polygons].sort((a, b) => area(b[0]) - area(a[0]));
  if (!largest) return [0, 0];
  let [left, right, top, bottom] = bounds(largest[0]);
  /** @type {Point} */
  let best = [(left + right) / 2, (top + bottom) / 2];
  const border = largest.flatMap(edges);
  let farthest = depth(best, border);
  for (let round = 0; round < ROUNDS; round++) {
    const [stepX, stepY] = [(right - left) / CELLS, (bottom - top) / CELLS];
    for (let i = 0; i < CELLS * CELLS; i++) {
      /** @type {Point} */
      const point = [left + stepX * ((i % CELLS) + 0.5), top + stepY * (Math.floor(i / CELLS) + 0.5)];
      const far = depth(point, border);
      if (far > farthest) [best, farthest] = [point, far];
    }
    [left, right, top, bottom] = [best[0] - stepX, best[0] + stepX, best[1] - stepY, best[1] + stepY];
  }
  return best;
}

/** @param {Point[]} ring */
function area(ring) {
  return Math.abs(edges(ring).reduce((sum, [[x, y], [x2, y2]]) => sum + x * y2 - x2 * y, 0)) / 2;
}

/** How far a point is from the border; less than nothing outside. @param {Point} point @param {[Point, Point][]} border */
function depth([x, y], border) {
  let within = false;
  let nearest = Infinity;
  for (const [[x1, y1], [x2, y2]] of border) {
    if ((y1 > y) !== (y2 > y) && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) within = !within;
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const along = length ? Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) : 0;
    nearest = Math.min(nearest, Math.hypot(x1 + along * (x2 - x1) - x, y1 + along * (y2 - y1) - y));
  }
  return within ? nearest : -nearest;
}

/** @param {Point[]} ring @returns {[Point, Point][]} */
function edges(ring) {
  return ring.slice(1).map((end, i) => [ring[i], end]);
}
