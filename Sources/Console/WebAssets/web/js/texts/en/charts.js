// charts.js: charts, in English.
export const texts = {
  'chart.range': 'Time range',
  'chart.hint': 'Drag across a chart to zoom, double click to return.',
  'chart.marks': 'Marked: {list}.',
  'chart.summary': '{title}. Now {values}. Arrow keys read values.',
  'chart.noData': 'no data',
  'chart.emptyTitle': 'No points yet',
  'chart.emptyText': 'Nothing was measured in this time.',
  'range.15m': '15 min',
  'range.1h': '1 h',
  'range.6h': '6 h',
  'range.24h': '24 h',
  'range.7d': '7 d',
};
