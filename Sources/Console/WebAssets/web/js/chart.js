// chart.js: time series on a canvas. Mean per pixel bucket with a faint band from least to most, gaps where there are
// no data, a crosshair and a zoom that all charts of a group share, and values that can be read with the arrow keys.
import { effect, html, onCleanup, signal, svg, untrack } from './core.js';
import { isDark } from './appearance.js';
import { bytes, clock, short } from './fmt.js';
import { t } from './i18n.js';

const MARGIN = { left: 50, right: 10, top: 8, bottom: 20 };
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400].map(
  (seconds) => seconds * 1000,
);
const LABEL_PIXELS = 62;
const BUCKET_PIXELS = 3;
const ZOOM_PIXELS_MIN = 8;
/** A silence longer than this many usual steps is a gap. */
const GAP_STEPS = 4;

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @typedef {{t: number[], series: Record<string, (number | null)[]>}} SeriesData */
/** @typedef {{key: string, label: string, color: string, fill?: boolean}} Series */

/** Charts made with the same group share crosshair and zoom. */
export const chartGroup = () => ({ cursor: signal(null), zoom: signal(null) });

const KILO = 1024;

/** Ticks of bytes are round in the unit that they are told in. */
function ticksOf(most, format) {
  if (format !== bytes || most < KILO) return niceTicks(most);
  const unit = KILO ** Math.min(4, Math.floor(Math.log(most) / Math.log(KILO)));
  return niceTicks(most / unit).map((tick) => tick * unit);
}

function niceTicks(most, count = 4) {
  const raw = most / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5, 10].find((one) => raw / power <= one + 1e-9) ?? 10;
  const step = factor * power;
  const ticks = [];
  for (let value = 0; value < most + step * 0.999; value += step) ticks.push(Number(value.toPrecision(12)));
  return ticks;
}

function nearest(times, moment) {
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle] < moment) low = middle;
    else high = middle;
  }
  return moment - times[low] < times[high] - moment ? low : high;
}

/** The usual distance between two points: the median. */
function usualStep(times) {
  if (times.length < 3) return Infinity;
  const steps = [];
  for (let place = 1; place < times.length; place += 1) steps.push(times[place] - times[place - 1]);
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1];
}

/** Means per bucket, cut into runs without gaps. */
function runsOf(data, values, geometry) {
  const { first, last, x, y, innerWidth } = geometry;
  const size = Math.max(1, Math.ceil((last - first) / (innerWidth / BUCKET_PIXELS)));
  const gap = usualStep(data.t) * GAP_STEPS * size;
  const runs = [];
  let run = null;
  let before = -Infinity;
  for (let start = Math.floor(first / size) * size; start < last; start += size) {
    const point = bucket(data.t, values, Math.max(start, first), Math.min(start + size, last));
    if (!point) {
      run = null;
      continue;
    }
    if (!run || point.at - before > gap) {
      run = [];
      runs.push(run);
    }
    before = point.at;
    run.push({ x: x(point.at), y: y(point.mean), low: y(point.low), high: y(point.high) });
  }
  return { runs, isCondensed: size > 1 };
}

function bucket(times, values, from, to) {
  let count = 0;
  let sum = 0;
  let at = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let place = from; place < to; place += 1) {
    const value = values?.[place];
    if (value == null) continue;
    count += 1;
    sum += value;
    at += times[place];
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return count ? { mean: sum / count, at: at / count, low, high } : null;
}

function pathArea(context, run, upper, lower, alpha) {
  context.beginPath();
  run.forEach((point, place) => context[place ? 'lineTo' : 'moveTo'](point.x, upper(point)));
  for (const point of [...run].reverse()) context.lineTo(point.x, lower(point));
  context.globalAlpha = alpha;
  context.fill();
  context.globalAlpha = 1;
}

function drawSeries(context, series, data, geometry) {
  const { runs, isCondensed } = runsOf(data, data.series[series.key], geometry);
  context.strokeStyle = token(series.color);
  context.fillStyle = token(series.color);
  for (const run of runs) {
    if (series.fill) pathArea(context, run, (point) => point.y, () => geometry.y(0), 0.08);
    if (isCondensed) pathArea(context, run, (point) => point.high, (point) => point.low, 0.16);
    context.beginPath();
    run.forEach((point, place) => context[place ? 'lineTo' : 'moveTo'](point.x, point.y));
    if (run.length === 1) context.lineTo(run[0].x + 1, run[0].y);
    context.lineWidth = 1.6;
    context.lineJoin = 'round';
    context.stroke();
  }
  context.lineWidth = 1;
}

function drawGrid(context, geometry, format) {
  const { ticks, x, y, from, to, width, height, innerWidth } = geometry;
  context.font = `11px ${token('--font')}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const value of ticks) {
    const line = Math.round(y(value)) + 0.5;
    context.strokeStyle = token(value === 0 ? '--border-2' : '--grid');
    context.beginPath();
    context.moveTo(MARGIN.left, line);
    context.lineTo(width - MARGIN.right, line);
    context.stroke();
    context.fillStyle = token('--text-3');
    context.fillText(format(value).replace(/\.0(?!\d)/, ''), MARGIN.left - 8, line);
  }
  const step = TIME_STEPS.find((one) => ((to - from) / one) * LABEL_PIXELS <= innerWidth) ?? 86_400_000;
  const offset = new Date().getTimezoneOffset() * 60_000;
  context.textAlign = 'center';
  for (let moment = Math.ceil((from - offset) / step) * step + offset; moment <= to; moment += step) {
    const column = x(moment);
    if (column < MARGIN.left + 14 || column > width - MARGIN.right - 12) continue;
    context.fillText(clock(moment, step < 60_000), column, height - 8);
  }
}

/** Where something happened: a dashed line with its word, unless the word before it still stands there. */
function drawMarks(context, marks, geometry) {
  const { from, to, x, innerHeight, width } = geometry;
  let free = 0;
  context.font = `11px ${token('--font')}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { at, label } of [...marks].sort((a, b) => a.at - b.at)) {
    if (at < from || at > to) continue;
    const column = Math.round(x(at)) + 0.5;
    context.strokeStyle = token('--text-3');
    context.setLineDash([2, 3]);
    context.beginPath();
    context.moveTo(column, MARGIN.top);
    context.lineTo(column, MARGIN.top + innerHeight);
    context.stroke();
    context.setLineDash([]);
    const length = context.measureText(label).width;
    const start = column + 5 + length > width - MARGIN.right ? column - 5 - length : column + 5;
    if (start < free) continue;
    context.fillStyle = token('--text-3');
    context.fillText(label, start, MARGIN.top + 6);
    free = start + length + 6;
  }
}

function drawCursor(context, moment, shown, data, geometry) {
  const { from, to, x, y, innerHeight } = geometry;
  if (moment == null || moment < from || moment > to || !data.t.length) return;
  const place = nearest(data.t, moment);
  const column = Math.round(x(data.t[place])) + 0.5;
  context.strokeStyle = token('--text-2');
  context.beginPath();
  context.moveTo(column, MARGIN.top);
  context.lineTo(column, MARGIN.top + innerHeight);
  context.stroke();
  for (const series of shown) {
    const value = data.series[series.key]?.[place];
    if (value == null) continue;
    context.fillStyle = token('--surface');
    context.strokeStyle = token(series.color);
    context.lineWidth = 2;
    context.beginPath();
    context.arc(column, y(value), 3.2, 0, 7);
    context.fill();
    context.stroke();
    context.lineWidth = 1;
  }
}

function geometryOf({ width, height, data, shown, from, to, least, most, format }) {
  const times = data.t;
  let first = times.findIndex((moment) => moment >= from);
  if (first < 0) first = times.length;
  first = Math.max(0, first - 1);
  let last = times.length;
  while (last > 0 && times[last - 1] > to) last -= 1;
  last = Math.min(times.length, last + 1);
  let top = least;
  for (const series of shown) {
    for (let place = first; place < last; place += 1) top = Math.max(top, data.series[series.key]?.[place] ?? 0);
  }
  const ticks = most ? ticksOf(most, format).filter((tick) => tick <= most * 1.001) : ticksOf(top * 1.06 || 1, format);
  const ceiling = most ?? ticks.at(-1);
  const innerWidth = width - MARGIN.left - MARGIN.right;
  const innerHeight = height - MARGIN.top - MARGIN.bottom;
  return {
    width, height, innerWidth, innerHeight, ticks, first, last, from, to,
    x: (moment) => MARGIN.left + ((moment - from) / (to - from)) * innerWidth,
    y: (value) => MARGIN.top + innerHeight - (value / ceiling) * innerHeight,
    moment: (column) => from + ((column - MARGIN.left) / innerWidth) * (to - from),
  };
}

/**
 * @param {{title: string, unit?: string, data: {value: SeriesData, peek: () => SeriesData}, series: Series[],
 *   group?: ReturnType<typeof chartGroup>, height?: number, format?: (value: number) => string, least?: number,
 *   most?: number, span: () => {from: number, to: number}, marks?: () => {at: number, label: string}[]}} options
 *   `least`: the axis reaches at least here · `most`: the axis ends here · `marks`: moments with their words
 */
export function chart(options) {
  const { title, unit = '', data, series, group = chartGroup(), height = 140, format = short } = options;
  const canvas = document.createElement('canvas');
  const width = signal(0);
  const hidden = signal(new Set());
  const spoken = signal('');
  const state = { geometry: null, brush: null };
  const observer = new ResizeObserver(([entry]) => {
    width.value = Math.floor(entry.contentRect.width);
  });
  onCleanup(() => observer.disconnect());

  const draw = () => {
    if (!width.peek()) return;
    const context = prepared(canvas, width.peek(), height);
    const shown = series.filter((one) => !hidden.peek().has(one.key));
    const { from, to } = group.zoom.peek() ?? options.span();
    const frame = { width: width.peek(), height, data: data.peek(), shown, from, to };
    state.geometry = geometryOf({ ...frame, least: options.least ?? 0, most: options.most, format });
    drawGrid(context, state.geometry, format);
    drawMarks(context, options.marks?.() ?? [], state.geometry);
    context.save();
    context.beginPath();
    context.rect(MARGIN.left, 0, state.geometry.innerWidth + 1, height);
    context.clip();
    for (const one of shown) drawSeries(context, one, data.peek(), state.geometry);
    context.restore();
    drawBrush(context, state);
    drawCursor(context, group.cursor.peek(), shown, data.peek(), state.geometry);
  };

  let frameRequest = 0;
  effect(() => {
    for (const one of [data, width, group.cursor, group.zoom, hidden, isDark]) one.value;
    options.marks?.();
    cancelAnimationFrame(frameRequest);
    frameRequest = requestAnimationFrame(() => untrack(draw));
  });
  onCleanup(() => cancelAnimationFrame(frameRequest));
  followPointer(canvas, state, group, draw);

  const valueAtCursor = (one) => {
    const { t: times, series: values } = data.value;
    const moment = group.cursor.value;
    if (!times.length) return '–';
    const value = values[one.key]?.[moment == null ? times.length - 1 : nearest(times, moment)];
    return value == null ? '–' : format(value);
  };
  const cursorTime = () =>
    group.cursor.value == null || !data.value.t.length ? ''
      : clock(data.value.t[nearest(data.value.t, group.cursor.value)]);
  const marksSaid = () => {
    const { from, to } = group.zoom.value ?? options.span();
    const seen = (options.marks?.() ?? []).filter(({ at }) => at >= from && at <= to);
    return seen.length ? ` ${t('chart.marks', { list: seen.map(({ at, label }) => `${label} ${clock(at)}`).join(', ') })}`
      : '';
  };
  const summary = () => t('chart.summary', { title,
    values: series.map((one) => `${one.label} ${valueAtCursor(one)} ${unit}`).join(', ') }) + marksSaid();

  return html`<figure class="chart"><figcaption><span class="ct">${title}</span><span class="cu">${unit}</span>
      <span class="cw">${cursorTime}</span>
      <span class="legend">${series.map((one) => legendButton(one, hidden,
        () => valueAtCursor(one)))}</span></figcaption>
    <div class="plot" tabindex="0" role="img" aria-label=${summary}
      @keydown=${(event) => readByKey(event, options, group, spoken, format)}
      ref=${(element) => {
        element.style.setProperty('min-height', `${height}px`);
        element.append(canvas);
        observer.observe(element);
      }}></div>
    <span class="sr" aria-live="polite">${spoken}</span></figure>`;
}

const SPARK = { width: 84, height: 26, points: 60 };

/** The last values as a small line beside a number. It has no axis and is hidden from screen readers. */
export function spark(data, key, color) {
  const line = () => {
    const values = (data.value.series[key] ?? []).filter((value) => value != null).slice(-SPARK.points);
    if (values.length < 2) return '';
    const least = Math.min(...values);
    const range = Math.max(...values) - least || 1;
    return values.map((value, place) => {
      const x = (place / (values.length - 1)) * (SPARK.width - 2) + 1;
      const y = SPARK.height - 3 - ((value - least) / range) * (SPARK.height - 6);
      return `${place ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    }).join('');
  };
  return html`<span class="spark" aria-hidden="true">${svg`<svg viewBox=${`0 0 ${SPARK.width} ${SPARK.height}`}
    width=${SPARK.width} height=${SPARK.height}><path d=${line}
    style=${{ stroke: `var(${color})` }}></path></svg>`}</span>`;
}

function prepared(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.setProperty('height', `${height}px`);
  }
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

function drawBrush(context, { brush, geometry }) {
  if (!brush) return;
  context.fillStyle = token('--accent');
  context.globalAlpha = 0.12;
  context.fillRect(Math.min(brush.start, brush.end), MARGIN.top, Math.abs(brush.end - brush.start),
    geometry.innerHeight);
  context.globalAlpha = 1;
}

function followPointer(canvas, state, group, draw) {
  const column = (event) => event.clientX - canvas.getBoundingClientRect().left;
  canvas.addEventListener('pointermove', (event) => {
    const { geometry, brush } = state;
    if (!geometry) return;
    group.cursor.value = Math.max(geometry.from, Math.min(geometry.to, geometry.moment(column(event))));
    if (brush) brush.end = column(event);
  });
  canvas.addEventListener('pointerleave', () => {
    group.cursor.value = null;
  });
  canvas.addEventListener('pointerdown', (event) => {
    state.brush = { start: column(event), end: column(event) };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointerup', () => {
    const { brush, geometry } = state;
    state.brush = null;
    if (brush && geometry && Math.abs(brush.end - brush.start) > ZOOM_PIXELS_MIN) {
      const ends = [geometry.moment(brush.start), geometry.moment(brush.end)].sort((a, b) => a - b);
      group.zoom.value = { from: ends[0], to: ends[1] };
    } else {
      draw();
    }
  });
  canvas.addEventListener('dblclick', () => {
    group.zoom.value = null;
  });
}

function legendButton(series, hidden, value) {
  const isHidden = () => hidden.value.has(series.key);
  const flip = () =>
    hidden.update((before) => {
      const next = new Set(before);
      if (!next.delete(series.key)) next.add(series.key);
      return next;
    });
  return html`<button type="button" aria-pressed=${() => String(!isHidden())} class=${() => ({ off: isHidden() })}
    @click=${flip}><i style=${{ '--c': `var(${series.color})` }}></i>${series.label}<b>${value}</b></button>`;
}

function readByKey(event, { data, series, unit = '' }, group, spoken, format) {
  const { t: times, series: values } = data.peek();
  if (!times.length) return;
  if (event.key === 'Escape' && (group.cursor.peek() != null || group.zoom.peek())) {
    event.preventDefault();
    event.stopPropagation();
    group.cursor.value = null;
    group.zoom.value = null;
    return;
  }
  const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -12, PageDown: 12 }[event.key];
  if (!step) return;
  event.preventDefault();
  const from = group.cursor.peek() == null ? times.length - 1 : nearest(times, group.cursor.peek());
  const place = Math.max(0, Math.min(times.length - 1, from + step));
  group.cursor.value = times[place];
  const words = series.map(({ key, label }) => {
    const value = values[key]?.[place];
    return `${label} ${value == null ? t('chart.noData') : `${format(value)} ${unit}`}`;
  });
  spoken.value = `${clock(times[place])}: ${words.join(', ')}`;
}
