/** The borders of the districts, fetched when the first reader of this page wants to see them. */

/** @typedef {Map<string, [number, number][][][]>} Borders polygons by the unit's code: rings of longitudes and latitudes */

/** @type {Map<string, Promise<Borders>>} by the campaign */
const known = new Map();

/** @param {string} campaign code of the campaign @returns {Promise<Borders>} */
export function bordersOf(campaign) {
  const asked = known.get(campaign) ?? load(campaign);
  known.set(campaign, asked);
  asked.catch(() => known.delete(campaign));
  return asked;
}

/** @param {string} campaign @returns {Promise<Borders>} */
async function load(campaign) {
  const answer = await fetch(`api/v1/campaigns/${encodeURIComponent(campaign)}/map`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`map: ${answer.status}`);
  /** @type {{features: {properties: {code: string}, geometry: {coordinates: [number, number][][][]}}[]}} */
  const { features } = await answer.json();
  return new Map(features.map(({ properties, geometry }) => [properties.code, geometry.coordinates]));
}
