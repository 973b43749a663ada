// fmt.js: numbers, sizes, durations and times. One place, so that the console never shows two styles of one number.
import { language, t } from './i18n.js';

const THIN = '\u202f';
const NOTHING = '–';

const whole = new Intl.NumberFormat('en-US');

/** 12345 → "12,345". */
export const integer = (value) => (value == null ? NOTHING : whole.format(Math.round(value)));

const SCALE = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** 4820113002 → "4.82 B"; below 10,000 the exact number. */
export function short(value) {
  if (value == null) return NOTHING;
  const size = Math.abs(value);
  if (size >= 1e4) {
    const [divisor, unit] = SCALE.find(([floor]) => size >= floor);
    const scaled = value / divisor;
    const digits = Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 10 ? 1 : 2;
    return scaled.toFixed(digits) + THIN + unit;
  }
  if (size < 10 && value % 1) return value.toFixed(size < 1 ? 2 : 1);
  return whole.format(Math.round(value));
}

const BYTE_SCALE = [
  [2 ** 40, 'TB'],
  [2 ** 30, 'GB'],
  [2 ** 20, 'MB'],
  [2 ** 10, 'KB'],
];

/** 1610612736 → "1.5 GB". */
export function bytes(value) {
  if (value == null) return NOTHING;
  const step = BYTE_SCALE.find(([floor]) => value >= floor);
  if (!step) return Math.round(value) + THIN + 'B';
  const scaled = value / step[0];
  return scaled.toFixed(scaled >= 100 ? 0 : 1) + THIN + step[1];
}

/** A share from 0 to 1 as a floored percentage; 100 % only when it is complete. */
export function percent(share) {
  if (share == null) return NOTHING;
  if (share >= 1) return '100%';
  if (share > 0 && share < 0.001) return '<0.1%';
  return (Math.floor(share * 1000) / 10).toFixed(1) + '%';
}

/** Seconds in at most two units, rounded down: "2 h 14 m". */
export function duration(seconds) {
  if (seconds == null || !Number.isFinite(seconds)) return NOTHING;
  const total = Math.max(0, Math.floor(seconds));
  const days = Math.floor(total / 86400);
  const hours = Math.floor(total / 3600) % 24;
  const minutes = Math.floor(total / 60) % 60;
  const rest = total % 60;
  const part = (count, unit) => count + THIN + t(`unit.${unit}`);
  if (days) return `${part(days, 'day')} ${part(hours, 'hour')}`;
  if (hours) return `${part(hours, 'hour')} ${part(minutes, 'minute')}`;
  if (minutes) return `${part(minutes, 'minute')} ${part(rest, 'second')}`;
  return part(rest, 'second');
}

/** How the values of a metric are told, from the unit that ends its name. */
export function metricFormat(name) {
  if (name.endsWith('.seconds')) return duration;
  if (name.endsWith('.milliseconds')) return (value) => (value == null ? NOTHING : `${short(value)}${THIN}ms`);
  return name.includes('bytes') ? bytes : short;
}

const two = (number) => String(number).padStart(2, '0');

/** Local time of day, 24 hours. */
export function clock(moment, withSeconds = true) {
  const date = new Date(moment);
  return `${two(date.getHours())}:${two(date.getMinutes())}${withSeconds ? `:${two(date.getSeconds())}` : ''}`;
}

/** Local calendar day. */
export function day(moment) {
  const date = new Date(moment);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Local date and time. */
export const stamp = (moment) => (moment == null ? NOTHING : `${day(moment)} ${clock(moment)}`);

/** The offset of the local zone at a moment: "UTC+08:00". */
export function zone(moment) {
  const minutes = -new Date(moment).getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** "Europe/Berlin". */
export const zoneName = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Everything a tooltip of a time says: local with its zone, and UTC. */
export function fullTime(moment) {
  const utc = new Date(moment).toISOString().slice(0, 19).replace('T', ' ');
  return `${stamp(moment)} ${zone(moment)} (${zoneName})\n${utc} UTC`;
}

/** "12 s ago" for the last minutes, the date and time before that. */
export function age(moment, now) {
  if (moment == null) return NOTHING;
  const seconds = (now - moment) / 1000;
  if (seconds < 2) return t('time.now');
  if (seconds < 600) return t('time.ago', { time: duration(seconds) });
  return day(moment) === day(now) ? clock(moment) : stamp(moment);
}

/** A list of words as the language joins them. */
export const joined = (words) =>
  new Intl.ListFormat(language.peek() === 'zh' ? 'zh-CN' : 'en', { type: 'conjunction' }).format(words);
