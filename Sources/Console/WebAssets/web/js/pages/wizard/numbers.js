// numbers.js: the numbers of a project's options: presets, standards and bounds, as the server has them.

/** @type {Record<string, number>} lanes of a Checker by the name of the speed */
export const LANES = { smooth: 1, normal: 2, fast: 8, custom: 2 };

export const SPEED_FIELDS = [
  { name: 'lanes', min: 1, max: 64, standard: 2 },
  { name: 'rowsPerStatement', min: 1, max: 10_000, standard: 1_000 },
  { name: 'chunkBytes', min: 1 << 16, max: 1 << 30, standard: 16 << 20 },
  { name: 'rowsPerSecondMax', min: 0, max: 1_000_000_000, standard: 0 },
  { name: 'bytesPerSecondMax', min: 0, max: 2 ** 40, standard: 0 },
  { name: 'destinationMemoryPercentMax', min: 0, max: 100, standard: 80 },
];

export const OPTION_FIELDS = [
  { name: 'checkers', min: 1, max: 64, standard: 1 },
  { name: 'quarantineMax', min: 0, max: 1_000_000_000, standard: 1_000 },
];

/** The speed of a draft as an object with all numbers. */
export function speedOf(content) {
  const speed = content.options?.speed ?? 'normal';
  const preset = typeof speed === 'string' ? speed : speed.preset ?? 'custom';
  const numbers = Object.fromEntries(SPEED_FIELDS.map(({ name, standard }) => [name, standard]));
  numbers.lanes = LANES[preset] ?? LANES.normal;
  return { ...numbers, ...(typeof speed === 'string' ? {} : speed), preset };
}

/** What the options are when nothing is said; a project writes all of them down, a draft only what was chosen. */
const STANDARD = {
  createDatabase: false, onNonEmpty: 'stop', onUnsupported: 'leaveOut', stopBefore: [], consistentCopy: 'movingTables',
};
const STANDARD_CONVERSION = {
  integers: 'integers', lengthRule: 'keep', lengthFactor: 1.5, nameRule: 'lower', rowAddress: 'columns', collation: '',
  timestampLoss: 'round', floatLoss: 'refuse', indexesAfterRows: true, migratesForeignKeys: true,
};

/** All options of a draft or of a project file, in one form. */
export const wholeOptions = (content) => ({
  ...STANDARD,
  ...Object.fromEntries(OPTION_FIELDS.map(({ name, standard }) => [name, standard])),
  ...content.options,
  speed: speedOf(content),
  conversion: { ...STANDARD_CONVERSION, ...content.options?.conversion },
});

/** All numbers of a draft with their bounds. A number that was not typed to its end is a text. */
export const fieldsOf = (content) => [
  ...(speedOf(content).preset === 'custom'
    ? SPEED_FIELDS.map((one) => ({ ...one, value: speedOf(content)[one.name] })) : []),
  ...OPTION_FIELDS.map((one) => ({ ...one, value: content.options?.[one.name] ?? one.standard })),
  ...(content.options?.conversion?.lengthRule === 'expand'
    ? [{ name: 'lengthFactor', min: 1, max: 4, isFraction: true,
      value: content.options.conversion.lengthFactor ?? 1.5 }] : []),
];

export const isInRange = ({ value, min, max, isFraction = false }) =>
  (isFraction ? Number.isFinite(value) : Number.isSafeInteger(value)) && value >= min && value <= max;

/** What was typed as a number, or as it stands when it is none. */
export const typedNumber = (typed) => (/^\d+(\.\d+)?$/.test(typed.trim()) ? Number(typed) : typed);
