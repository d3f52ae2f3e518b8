// Synthetic leads of about 1 KB, the same for every server; nobody's card.
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function uuid7(ms, chance) {
  const hex = (bits) => Math.floor(chance() * 2 ** bits).toString(16).padStart(bits / 4, '0');
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(12)}-8${hex(12)}-${hex(24)}${hex(24)}`;
}

const WORDS = ('polymer valve northern sensor pilot budget sample quote robotics packaging line upgrade hygiene cold chain ' +
  'retrofit integrator procurement demo booth catalogue pump seal drive filter gauge').split(' ');

export function lead(seed, since = Date.now()) {
  const chance = random(seed);
  const word = () => WORDS[Math.floor(chance() * WORDS.length)];
  const words = (n) => Array.from({ length: n }, word).join(' ');
  const digits = (n) => String(Math.floor(chance() * 10 ** n)).padStart(n, '1');
  const [given, family, company] = [word(), `${word()}${seed}`, `${word()} ${word()}${seed % 900}`];
  const domain = `${company.replace(/\W/g, '')}.example`;
  return {
    id: uuid7(since + seed, chance),
    fields: {
      given_name: given, family_name: family, company: `${company} GmbH`, job_title: words(3), department: word(),
      email: `${given}.${family}@${domain}`, phone: `+49 30 ${digits(7)}`, phone_2: `+49 170 ${digits(7)}`,
      website: `https://www.${domain}`, street: `${word()} street ${digits(2)}`, city: 'Berlin', postcode: digits(5), country: 'DE',
      interest: words(4), rating: ['hot', 'warm', 'cold'][seed % 3], 'tag/demo': true, 'q/budget': 'planned', 'product/pump': true,
      where_met: words(4), interest_note: words(46),
    },
  };
}

export const percentile = (values, p) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))];
};
