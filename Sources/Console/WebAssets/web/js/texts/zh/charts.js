// charts.js: charts, in Simplified Chinese.
export const texts = {
  'chart.range': '时间范围',
  'chart.hint': '在图上拖动可放大，双击还原。',
  'chart.marks': '标记：{list}。',
  'chart.summary': '{title}。当前 {values}。方向键可读取数值。',
  'chart.noData': '无数据',
  'chart.emptyTitle': '还没有数据',
  'chart.emptyText': '此时间段内没有测量值。',
  'range.15m': '15 分钟',
  'range.1h': '1 小时',
  'range.6h': '6 小时',
  'range.24h': '24 小时',
  'range.7d': '7 天',
};
