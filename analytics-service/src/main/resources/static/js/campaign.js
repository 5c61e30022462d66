/** The campaign's catalogue: its units, teams, topics and services by code, and how to name them. */

/** @typedef {import('./types.js').CampaignData} CampaignData */
/** @typedef {import('./types.js').Unit} Unit */
/** @typedef {import('./types.js').Language} Language */

const PREFIXES = [
  ['Thành phố ', 'TP. '], ['Thị xã ', 'TX. '], ['Thị trấn ', 'TT. '],
  ['Phường ', 'P. '], ['Huyện ', 'H. '], ['Xã ', 'X. '], ['Tỉnh ', 'T. '],
];

/** Says with its status why the campaign could not be had. */
export class CampaignUnavailable extends Error {
  /** @param {number} status 0 when no answer came */
  constructor(status) {
    super(`campaign: ${status}`);
    this.status = status;
  }
}

/** @param {string} address */
async function json(address) {
  const response = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => {
    throw new CampaignUnavailable(0);
  });
  if (!response.ok) throw new CampaignUnavailable(response.status);
  return response.json();
}

export class Campaign {
  /** @param {CampaignData} data */
  constructor(data) {
    this.data = data;
    /** The local day on which units stand as here. */
    this.today = data.clock.now.slice(0, 10);
    /** @type {Map<string, Unit>} by code: it is another unit's before and after */
    this.units = new Map(data.units.map((unit) => [unit.code, named(unit)]));
    /** @type {Map<string, Unit>} those that have ended, by key */
    this.former = new Map(data.formerUnits.map((unit) => [formerKey(unit), named(unit)]));
    this.teams = names(data.teams);
    this.topics = names(data.topics);
    this.services = names(data.services);
  }

  /** @param {string} code @returns {Promise<Campaign>} */
  static async load(code) {
    return new Campaign(await json(`api/v1/campaigns/${encodeURIComponent(code)}`));
  }

  /** @returns {Promise<string>} code of the campaign that is shown unasked */
  static async first() {
    return (await json('api/v1/campaigns')).campaigns[0].code;
  }

  /**
   * What a unit is called by on this page: its code if it is one of today's, else its code and first day.
   * @param {{unit: string, validFrom?: string}} named
   */
  key({ unit, validFrom }) {
    return !validFrom || this.units.get(unit)?.validFrom === validFrom ? unit : `${unit}@${validFrom}`;
  }

  /** @param {string} key @returns {Unit | undefined} */
  unit(key) {
    return this.units.get(key) ?? this.former.get(key);
  }

  /** The unit at the top: the one without a parent. */
  get province() {
    return [...this.units.values()].find((unit) => !unit.parent)?.code ?? '74';
  }

  /** @returns {Unit[]} direct children, in the order of the catalogue */
  children(/** @type {string} */ code) {
    return [...this.units.values()].filter((unit) => unit.parent === code);
  }

  /**
   * The target of a measure for the whole campaign, of everything that it counts.
   * @param {import('./types.js').HeadlineMeasure} measure
   */
  target(measure) {
    return this.data.targets.find((target) =>
      target.measure === measure && !target.phase && Object.keys(target.where).length === 0);
  }

  /**
   * What of a target falls to a unit: all of it to the province, nothing where it was not divided.
   * @param {import('./types.js').Target} target @param {string} code
   */
  share(target, code) {
    return code === this.province ? target.value : target.units[code];
  }

  /** Key of the unit above, of one that has ended among those of its time. @returns {string | undefined} */
  parent(/** @type {string} */ key) {
    const unit = this.unit(key);
    if (!unit?.parent || this.units.has(key)) return unit?.parent;
    const above = [...this.former.values()].find(({ code, validTo }) => code === unit.parent && validTo === unit.validTo);
    return above && formerKey(above);
  }

  /** "Phường Phú Cường" */
  fullName(/** @type {string} */ key) {
    return this.unit(key)?.name ?? key;
  }

  /** "Phú Cường" */
  bareName(/** @type {string} */ code) {
    const name = this.fullName(code);
    const prefix = PREFIXES.find(([long]) => name.startsWith(long));
    return prefix ? name.slice(prefix[0].length) : name;
  }

  /** "P. Phú Cường" for communes, "Thuận An" for districts */
  shortName(/** @type {string} */ code) {
    const parent = this.parent(code);
    if (!parent) return this.fullName(code);
    if (parent === this.province) return this.bareName(code);
    const name = this.fullName(code);
    const prefix = PREFIXES.find(([long]) => name.startsWith(long));
    return prefix ? prefix[1] + name.slice(prefix[0].length) : name;
  }

  /** @param {string | undefined} code @param {Language} language */
  serviceName(code, language) {
    return nameOf(this.services, code, language);
  }

  /** @param {string | undefined} code @param {Language} language */
  topicName(code, language) {
    return nameOf(this.topics, code, language);
  }

  /** @param {string | undefined} code @param {Language} language */
  teamName(code, language) {
    return nameOf(this.teams, code, language);
  }
}

/** @param {Unit} unit @returns {Unit} with its name in one way of writing tone marks */
function named(unit) {
  return { ...unit, name: unit.name.normalize('NFC') };
}

/** @param {Unit} unit */
function formerKey(unit) {
  return `${unit.code}@${unit.validFrom}`;
}

/** @param {{code: string, name: import('./types.js').Name}[]} terms */
function names(terms) {
  return new Map(terms.map(({ code, name }) => [code, name]));
}

/** @param {Map<string, import('./types.js').Name>} terms @param {string | undefined} code @param {Language} language */
function nameOf(terms, code, language) {
  return code ? terms.get(code)?.[language] ?? code : '';
}
